#!/usr/bin/env python3
"""Measures how well article bodies are found, on the public article-extraction-benchmark.

    benches/extraction.py BENCHDIR [--worst N]

BENCHDIR is a checkout of that benchmark: html/*.html.gz, ground-truth.json, evaluate.py. Its own evaluate.py does the
counting. Pages whose name begins with 0-7 may be used to write rules; of those with 8-f only the total is ever shown.
"""

import argparse
import gzip
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def extract(pages, folder):
    """The bodies and times of all pages, by name."""
    build = ["cargo", "build", "--release", "--example", "extract", "--message-format=json"]
    made = subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    programs = [json.loads(line).get("executable") for line in made.splitlines() if '"name":"extract"' in line]
    program = [p for p in programs if p][-1]
    files = []
    for page in pages:
        file = folder / page.name.removesuffix(".gz")
        file.write_bytes(gzip.decompress(page.read_bytes()))
        files.append(str(file))
    ran = subprocess.run([program, *files], check=True, stdout=subprocess.PIPE, text=True)
    return {line["name"]: line for line in map(json.loads, ran.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("evaluate", args.bench / "evaluate.py")
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    truth = evaluate.load_json(args.bench / "ground-truth.json")
    pages = sorted((args.bench / "html").glob("*.html.gz"))
    with tempfile.TemporaryDirectory() as folder:
        found = extract(pages, Path(folder))
    missing = truth.keys() - found.keys()
    if missing:
        sys.exit(f"no output for {len(missing)} pages")
    output = args.bench / "output"
    if output.is_dir():
        kept = {name: {"articleBody": found[name]["articleBody"]} for name in truth}
        (output / "nutgraf.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf8")

    def count(name):
        return evaluate.string_shingle_matching(truth[name]["articleBody"], found[name]["articleBody"])

    halves = {
        "tuned (0-7)": [n for n in truth if n[0] in "01234567"],
        "held out (8-f)": [n for n in truth if n[0] not in "01234567"],
        "whole": list(truth),
    }
    print(f"{'':<16}{'pages':>6}{'F1':>8}{'P':>8}{'R':>8}{'exact':>8}{'ms':>7}{'max':>7}")
    for half, names in halves.items():
        scores = evaluate.metrics_from_tp_fp_fns([count(n) for n in names])
        exact = sum(evaluate.get_accuracy(truth[n]["articleBody"], found[n]["articleBody"]) for n in names)
        times = [found[n]["ms"] for n in names]
        print(
            f"{half:<16}{len(names):>6}{scores['f1']:>8.4f}{scores['precision']:>8.4f}{scores['recall']:>8.4f}"
            f"{exact / len(names):>8.3f}{sum(times) / len(times):>7.1f}{max(times):>7.1f}"
        )

    def single(name):
        tp, fp, fn = count(name)
        precision, recall = evaluate.precision_score(tp, fp, fn), evaluate.recall_score(tp, fp, fn)
        both = precision + recall
        return (2 * precision * recall / both if both else 0.0), precision, recall

    print(f"\nthe {args.worst} worst of the tuned half")
    for f1, precision, recall, name in sorted((*single(n), n) for n in halves["tuned (0-7)"])[: args.worst]:
        print(f"{f1:.3f}  P {precision:.3f}  R {recall:.3f}  {name[:8]}  {truth[name].get('url', '')[:80]}")


if __name__ == "__main__":
    main()
