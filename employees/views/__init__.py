"""Pages of people, accounts and the inbox."""
