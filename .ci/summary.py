"""Adds up the test reports: prints what was skipped and why, what passed only when tried again and why it had failed, and
the closing line; fails on a failure, on an unexpected skip, and if more than a few passed only when tried again."""
import glob
import re
import sys
import xml.etree.ElementTree as ElementTree

with open(".ci/allowed-skips", encoding="utf-8") as lines:
    allowed = [re.compile(line.strip()) for line in lines if line.strip() and not line.startswith("#")]

MOST_FLAKY = 5

passed = failed = skipped = 0
unexpected = []
flaky = []
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
            flaky += [(name, first) for first in case if first.tag in ("flakyFailure", "flakyError")]

for name, first in flaky:
    reason = (first.get("message") or first.findtext("stackTrace") or first.text or "no reason given").strip()
    print(f"passed only when tried again: {name}: {first.get('type')}: {reason}")
if len(flaky) > MOST_FLAKY:
    print(f"{len(flaky)} tests passed only when tried again; more than {MOST_FLAKY} are not put down to chance")
for name in unexpected:
    print(f"should have run here: {name}")
if passed == 0:
    print("no test ran")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed or unexpected or passed == 0 or len(flaky) > MOST_FLAKY else 0)
