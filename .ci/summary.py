"""Adds up the test reports: prints what was skipped and why, and the closing line; fails on an unexpected skip."""
import glob
import re
import sys
import xml.etree.ElementTree as ElementTree

with open(".ci/allowed-skips", encoding="utf-8") as lines:
    allowed = [re.compile(line.strip()) for line in lines if line.strip() and not line.startswith("#")]

passed = failed = skipped = 0
unexpected = []
for report in sorted(glob.glob("*/target/surefire-reports/TEST-*.xml")):
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        skip = case.find("skipped")
        if skip is not None:
            skipped += 1
            reason = skip.get("message") or (skip.text or "").strip() or "no reason given"
            print(f"skipped: {name}: {reason}")
            if not any(pattern.search(reason) for pattern in allowed):
                unexpected.append(name)
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print(f"failed: {name}")
        else:
            passed += 1

for name in unexpected:
    print(f"should have run here: {name}")
if passed == 0:
    print("no test ran")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or unexpected or passed == 0 else 0)
