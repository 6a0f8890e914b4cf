#!/usr/bin/env python3
"""Trains a digit classifier on the CPU: reads IDX files, trains, evaluates on held-out data, writes checkpoint and metrics.

Uses PyTorch where it can be imported, else NumPy, else the standard library only, and says which. With --data it reads the
real MNIST files (IDX, also gzipped). Without, it makes a deterministic set of the same shape once, keeps it in the cache
folder, and calls it synthetic everywhere: it is not MNIST.

Exit codes: 0 trained well enough, 1 accuracy below --min-accuracy, 2 wrong usage or data.
"""
import argparse
import gzip
import json
import math
import os
import pathlib
import random
import struct
import sys
import tempfile
import zlib

FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}
SIDE = 28
SYNTHETIC = {"train": 10_000, "test": 2_000}

# Seven rows of five dots for each digit.
GLYPHS = [
    "01110 10001 10011 10101 11001 10001 01110", "00100 01100 00100 00100 00100 00100 01110",
    "01110 10001 00001 00010 00100 01000 11111", "11111 00010 00100 00010 00001 10001 01110",
    "00010 00110 01010 10010 11111 00010 00010", "11111 10000 11110 00001 00001 10001 01110",
    "00110 01000 10000 11110 10001 10001 01110", "11111 00001 00010 00100 01000 01000 01000",
    "01110 10001 10001 01110 10001 10001 01110", "01110 10001 10001 01111 00001 00010 01100",
]


def fail(message):
    print(f"train.py: {message}", file=sys.stderr)
    sys.exit(2)


def read_bytes(folder, name):
    """Reads a file that may be compressed: (path, content)."""
    for path, opener in ((folder / name, open), (folder / (name + ".gz"), gzip.open)):
        if path.exists():
            try:
                with opener(path, "rb") as stream:
                    return path, stream.read()
            except (OSError, EOFError, zlib.error) as error:
                fail(f"cannot read {path}: {error}")
    fail(f"{folder} has no {name} (or {name}.gz)")


def read_idx(folder, name):
    """Reads one IDX file: (path, dimensions, bytes). Format: two zero bytes, type 8 (unsigned byte), rank, sizes, data."""
    path, data = read_bytes(folder, name)
    rank = data[3] if len(data) > 3 else 0
    if data[:3] != b"\0\0\x08" or len(data) < 4 + 4 * rank:
        fail(f"{path} is no IDX file of unsigned bytes")
    sizes = struct.unpack(f">{rank}I", data[4:4 + 4 * rank])
    body = data[4 + 4 * rank:]
    if len(body) != math.prod(sizes):
        fail(f"{path} has {len(body)} bytes of data; its sizes {sizes} call for {math.prod(sizes)}")
    return path, sizes, body


def read_set(folder, part):
    """Reads the images and labels of "train" or "test": (images, labels), which belong together."""
    images_path, shape, images = read_idx(folder, FILES[part + "_images"])
    labels_path, count, labels = read_idx(folder, FILES[part + "_labels"])
    if len(shape) != 3 or shape[1:] != (SIDE, SIDE):
        fail(f"{images_path} has the sizes {shape}, not a number of images of {SIDE} by {SIDE}")
    if len(count) != 1 or max(labels, default=0) > 9:
        fail(f"{labels_path} is no list of digits")
    if shape[0] != count[0] or not labels:
        fail(f"{images_path} has {shape[0]} images, {labels_path} {len(labels)} labels")
    return images, labels


def write_whole(path, data):
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    os.replace(name, path)


def shifted_glyph(digit, dx, dy):
    rows = GLYPHS[digit].split()
    image = bytearray(SIDE * SIDE)
    for y in range(21):
        for x in range(15):
            if rows[y // 3][x // 3] == "1":
                image[(y + 3 + dy) * SIDE + x + 6 + dx] = 220
    return bytes(image)


def synthetic_images(count, seed):
    """Glyphs moved by up to two dots, with noise over them."""
    generator = random.Random(seed)
    glyphs = {}
    noise = bytes(n % 90 if n > 60 else 0 for n in range(256))
    images, labels = bytearray(), bytearray()
    for _ in range(count):
        digit, dx, dy = generator.randrange(10), generator.randint(-2, 2), generator.randint(-2, 2)
        if (digit, dx, dy) not in glyphs:
            glyphs[digit, dx, dy] = shifted_glyph(digit, dx, dy)
        specks = generator.randbytes(SIDE * SIDE).translate(noise)
        images += bytes(map(max, glyphs[digit, dx, dy], specks))
        labels.append(digit)
    return bytes(images), bytes(labels)


def synthetic_folder():
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    folder = cache / "roar-bench" / "digits-synthetic-1"
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (part, count) in enumerate(SYNTHETIC.items()):
        if (folder / FILES[part + "_labels"]).exists():
            continue
        images, labels = synthetic_images(count, seed)
        write_whole(folder / FILES[part + "_images"], struct.pack(">2xBB3I", 8, 3, count, SIDE, SIDE) + images)
        write_whole(folder / FILES[part + "_labels"], struct.pack(">2xBBI", 8, 1, count) + labels)
    return folder


def train_torch(torch, data, epochs, seed, checkpoint):
    torch.manual_seed(seed)
    torch.set_num_threads(max(1, os.cpu_count() or 1))

    def tensors(images, labels):
        pixels = torch.frombuffer(bytearray(images), dtype=torch.uint8).reshape(-1, SIDE * SIDE).float() / 255
        return pixels, torch.frombuffer(bytearray(labels), dtype=torch.uint8).long()

    x, y = tensors(data["train_images"], data["train_labels"])
    model = torch.nn.Sequential(torch.nn.Linear(SIDE * SIDE, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            optimizer.step()
    torch.save(model.state_dict(), checkpoint.with_suffix(".pt"))
    test_x, test_y = tensors(data["test_images"], data["test_labels"])
    with torch.no_grad():
        return (model(test_x).argmax(1) == test_y).float().mean().item()


def train_numpy(numpy, data, epochs, seed, checkpoint):
    generator = numpy.random.default_rng(seed)

    def arrays(images, labels):
        pixels = numpy.frombuffer(images, numpy.uint8).reshape(-1, SIDE * SIDE).astype(numpy.float32) / 255
        return pixels, numpy.frombuffer(labels, numpy.uint8).astype(int)

    x, y = arrays(data["train_images"], data["train_labels"])
    w1 = generator.normal(0, 0.05, (SIDE * SIDE, 64)).astype(numpy.float32)
    w2 = generator.normal(0, 0.1, (64, 10)).astype(numpy.float32)
    b1, b2 = numpy.zeros(64, numpy.float32), numpy.zeros(10, numpy.float32)
    targets = numpy.eye(10, dtype=numpy.float32)
    for _ in range(epochs):
        order = generator.permutation(len(x))
        for start in range(0, len(x), 64):
            batch = order[start:start + 64]
            hidden = numpy.maximum(x[batch] @ w1 + b1, 0)
            scores = hidden @ w2 + b2
            scores = numpy.exp(scores - scores.max(1, keepdims=True))
            error = (scores / scores.sum(1, keepdims=True) - targets[y[batch]]) / len(batch)
            back = (error @ w2.T) * (hidden > 0)
            w2 -= 0.5 * hidden.T @ error
            b2 -= 0.5 * error.sum(0)
            w1 -= 0.5 * x[batch].T @ back
            b1 -= 0.5 * back.sum(0)
    numpy.savez(checkpoint.with_suffix(".npz"), w1=w1, b1=b1, w2=w2, b2=b2)
    test_x, test_y = arrays(data["test_images"], data["test_labels"])
    return float(((numpy.maximum(test_x @ w1 + b1, 0) @ w2 + b2).argmax(1) == test_y).mean())


def train_stdlib(data, epochs, seed, checkpoint):
    """Softmax regression on 2×2 means, on the first 1000 images: what plain Python does in a second."""
    generator = random.Random(seed)
    half = SIDE // 2

    def features(images, index):
        base = index * SIDE * SIDE
        rows = []
        for y in range(half):
            top = base + 2 * y * SIDE
            upper, lower = images[top:top + SIDE], images[top + SIDE:top + 2 * SIDE]
            rows.extend((upper[x] + upper[x + 1] + lower[x] + lower[x + 1]) / 1020 for x in range(0, SIDE, 2))
        return rows

    count = min(1000, len(data["train_labels"]))
    x = [features(data["train_images"], i) for i in range(count)]
    weights = [[0.0] * (half * half) for _ in range(10)]
    for _ in range(epochs):
        for i in generator.sample(range(count), count):
            scores = [sum(map(float.__mul__, w, x[i])) for w in weights]
            peak = max(scores)
            powers = [math.exp(s - peak) for s in scores]
            total = sum(powers)
            for digit, w in enumerate(weights):
                step = 0.05 * (powers[digit] / total - (digit == data["train_labels"][i]))
                if abs(step) > 1e-4:
                    weights[digit] = [a - step * b for a, b in zip(w, x[i])]
    write_whole(checkpoint.with_suffix(".json"), json.dumps(weights).encode())
    tests = min(500, len(data["test_labels"]))
    right = 0
    for i in range(tests):
        pixels = features(data["test_images"], i)
        scores = [sum(map(float.__mul__, w, pixels)) for w in weights]
        right += scores.index(max(scores)) == data["test_labels"][i]
    return right / tests


def choose_backend(wanted):
    """Returns (name with version, module or None)."""
    for name in ("torch", "numpy"):
        if wanted in ("auto", name):
            try:
                module = __import__(name)
            except Exception:  # an installation that is broken raises all kinds
                if wanted == name:
                    fail(f"{name} cannot be imported; install it or leave --backend out")
                continue
            return f"{name} {module.__version__}", module
    return f"standard library (Python {sys.version.split()[0]})", None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, help="folder with the four IDX files; without it, synthetic digits")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("."), help="where checkpoint and metrics go")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--backend", choices=("auto", "torch", "numpy", "stdlib"), default="auto")
    parser.add_argument("--min-accuracy", type=float, default=0.8, help="exit 1 below this share of right answers")
    parser.add_argument("--prepare", action="store_true", help="only make the synthetic data and say what would be used")
    options = parser.parse_args()

    backend, module = choose_backend(options.backend)
    folder = options.data or synthetic_folder()
    kind = "IDX files given with --data" if options.data else "synthetic digits (not MNIST)"
    if options.prepare:
        print(f"backend: {backend}; data: {kind}")
        return 0

    data = {}
    for part in ("train", "test"):
        data[part + "_images"], data[part + "_labels"] = read_set(folder, part)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint"
    if module is None:
        accuracy = train_stdlib(data, options.epochs, options.seed, checkpoint)
    elif module.__name__ == "torch":
        accuracy = train_torch(module, data, options.epochs, options.seed, checkpoint)
    else:
        accuracy = train_numpy(module, data, options.epochs, options.seed, checkpoint)
    metrics = {"accuracy": accuracy, "backend": backend, "data": kind, "epochs": options.epochs, "seed": options.seed}
    write_whole(options.out / "metrics.json", (json.dumps(metrics, indent=2) + "\n").encode())
    print(f"accuracy: {accuracy:.4f}; backend: {backend}; data: {kind}")
    if accuracy < options.min_accuracy:
        print(f"train.py: accuracy {accuracy:.4f} is below {options.min_accuracy}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
