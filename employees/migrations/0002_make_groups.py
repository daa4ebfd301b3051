from django.db import migrations

# Literal, so that a later change of employees/roles.py does not rewrite history.
GROUPS = {
    "personnel": ("administer_agency", "administer_units"),
    "unit_personnel": ("administer_units",),
    "auditor": ("audit",),
}
NAMES = {
    "administer_agency": "Mengelola kepegawaian seluruh instansi",
    "administer_units": "Mengelola kepegawaian unit yang ditunjuk",
    "audit": "Membaca kinerja siapa pun beserta riwayatnya",
}


def create_groups(apps, schema_editor):
    # Django writes permissions only after the last migration, so they are made here and found there.
    alias = schema_editor.connection.alias
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.using(alias).get_or_create(
        app_label="employees", model="user"
    )
    permissions = {
        codename: apps.get_model("auth", "Permission").objects.using(alias).get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )[0]
        for codename, name in NAMES.items()
    }
    for group_name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=group_name)
        group.permissions.add(*(permissions[codename] for codename in codenames))


def delete_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("auth", "Group").objects.using(alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):

    replaces = [("employees", "0002_create_groups")]

    dependencies = [
        ("employees", "0001_record_people"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_groups, delete_groups)]
