#!/usr/bin/env python3
"""Brings the JavaScript libraries of the spectrum page into Hybrid.Learn/Reports/Assets.

Needs npm and Python's standard library. Versions and digests are pinned; a package with another digest is refused.
    python3 tools/vendor_page_libraries.py
"""
import base64
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

ASSETS = pathlib.Path(__file__).resolve().parent.parent / "Hybrid.Learn" / "Reports" / "Assets"

# package, version, sha512 as the registry states it (npm view NAME@VERSION dist.integrity), {file in the package: asset}
PACKAGES = [
    (
        "plotly.js-basic-dist-min", "4.1.1",
        "1oNF8PeQx2hv/y7tqEVWKD3JGwn/MGEMQ8mL9HUwsaqG9FGy/OU5FHUHvzqbqxN4mnwZGI9abTiE775C4kkjMQ==",
        {"plotly-basic.min.js": "plotly-basic.min.js", "LICENSE": "plotly-basic.LICENSE.txt"},
    ),
    (
        "3dmol", "2.5.5",
        "kqNHouGqq3YfW58174tdERvm0XYTmP0tavQKOqIw1ouc2OJ7epkXEFrtEkVXV0clBZT2Ze2xHRC/qxX0u0qCdw==",
        {"build/3Dmol-min.js": "3Dmol.min.js", "LICENSE": "3Dmol.LICENSE.txt"},
    ),
]


def packed(name, version):
    """The bytes of a package's archive."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = pathlib.Path(folder).glob("*.tgz")
        return archive.read_bytes()


def main():
    ASSETS.mkdir(parents=True, exist_ok=True)
    for name, version, expected, files in PACKAGES:
        content = packed(name, version)
        digest = base64.b64encode(hashlib.sha512(content).digest()).decode()
        if digest != expected:
            sys.exit(f"{name} {version}: sha512 {expected} was expected, but {digest} came.")
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for source, asset in files.items():
                text = archive.extractfile(f"package/{source}").read().decode("utf-8")
                # Within a page, these would end or confuse the script element.
                for word in ("</script", "<!--"):
                    if word in text.lower():
                        sys.exit(f"{name} {version}: {source} contains {word!r} and can't stand in a page as it is.")
                text = "\n".join(line.rstrip() for line in text.splitlines() if not line.startswith("//# sourceMappingURL")) + "\n"
                (ASSETS / asset).write_text(text, encoding="utf-8", newline="\n")
                print(f"{asset}: {len(text.encode()):,} bytes of {name} {version}")


if __name__ == "__main__":
    main()
