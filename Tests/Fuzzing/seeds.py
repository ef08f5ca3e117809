"""The inputs the fuzzers start from: small good ones, and the hard cases we know. Nothing but the standard library.

The first bytes of an input choose what a target does with the rest; each target says how, at its start.
"""
import gzip
import io
import pathlib
import struct
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def csv_seeds():
    taxi = b"".join((ROOT / "data/taxi-train.csv").read_bytes().splitlines(True)[:4])
    texts = [
        b'a,b\nc,"d ""e"", f"\n', b'"x\r\ny",\r\n,""\r\n', b"\xef\xbb\xbfa,b\n\n1,2", b'a"b,c\n', b'"open\n', b'"a"b,c\n',
        b"a\r", b"\xff\xfe,\xc3\n", b",,\n,,\n", b'"""",""\n',
    ]
    typed = [
        b"a,b,c,d\n1.5,2,x,3\n-1e-3,,,\nnan,-9223372036854775808,\"a\"\"b\",inf\n", b"d,c,b,a,e\n1,2,3,4,5\n",
        b"a,b,c,d\n1,2,3\n", b"a,b,c,d\nx,2,3,4\n", b"a,b,c,d\n1,9223372036854775808,3,4\n",
    ]
    for mode in range(4):
        for size in (0, 1):
            for text in texts:
                yield bytes([mode, size, 0, 0]) + text
                yield bytes([mode, size, 1, 9 + 64]) + text
    for text in typed:
        yield from (bytes([mode, 1]) + text for mode in (4, 5))
    yield from (bytes([6, 2]) + text for text in texts + typed + [taxi])


def numbers_seeds():
    numbers = """0 -0 +1 1. .5 . 1e5 1E-5 1e+38 3.4028235e38 3.4028236e38 3.40282357e38 1e39 1.17549435e-38 1e-45 7e-46
        7.006492321624085e-46 16777217 16777219 0.1 9007199254740993 1.00000017881393432617187499 1e99999999999999999999
        1.00000017881393432617187500 1.00000017881393432617187501 123456789012345678901234567890 0x10 1e 1e+ e5 --1 1_0
        000000000000000000000000000001 0.00000000000000000000000000000000000000000000000001e50 1e-400 nan -nan NaN
        nan(1) inf +Infinity -INF infinit 9223372036854775807 -9223372036854775808 9223372036854775808 -9223372036854775809
        1e-99999999999999999999 0e99999999999999999999"""
    yield from (number.encode() for number in numbers.split())
    yield from (b" 1", b"1\t", b"1 2", b"\n1", b"", b" ", b"1\0")


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def record(payload, length=None):
    size = struct.pack("<Q", len(payload) if length is None else length)
    return size + struct.pack("<I", masked_crc(size)) + payload + struct.pack("<I", masked_crc(payload))


def records_seeds():
    files = [b"", record(b""), record(b"abc"), record(b"a") + record(bytes(40)), record(b"abc")[:-1], record(b"", 1 << 60)]
    files += [gzip.compress(files[3], mtime=0), zlib.compress(files[3]), zlib.compress(record(b"", 1 << 60))]
    yield from (b"\0" + file for file in files)
    text = bytes(range(7, 120))
    for mode in (1, 2, 3):
        yield bytes([mode, 1, 90]) + text
        yield bytes([mode, 0, 3]) + b"\x09\x02\x30" + text
    yield bytes([1]) + b"\x05\x09\x04\x20" + text


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out) + bytes([number])


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def feature(name, content):
    return field(1, field(1, name) + field(2, content))


def examples_seeds():
    floats = struct.pack("<4f", 1.5, -0.0, float("nan"), float("inf")) + struct.pack("<I", 0x7FA00001)
    integers = b"".join(varint(number) for number in (0, 1, 300, 2**63, 2**64 - 1))
    parts = {
        "f": feature(b"f", field(2, field(1, floats))),
        "f, unpacked": feature(b"f", field(2, b"\x0d" + floats[:4] + b"\x0d" + floats[4:8])),
        "i": feature(b"i", field(3, field(1, integers))),
        "i, unpacked": feature(b"i", field(3, b"\x08\x05\x08\xff\x01")),
        "s": feature(b"s", field(1, field(1, b"text") + field(1, b"") + field(1, b"\xff"))),
        "F": feature(b"F", field(2, field(1, floats[:8]))),
        "I": feature(b"I", field(3, field(1, varint(9)))),
        "S": feature(b"S", field(1, field(1, b"word"))),
        "empty lists": feature(b"f", field(2, b"")) + feature(b"s", b"") + feature(b"x", b""),
        "unknown": feature(b"x", field(3, field(1, b"\x01"))) + b"\x10\x01\x19" + bytes(8) + b"\x25" + bytes(4),
        "composed": feature("é".encode(), field(3, field(1, b"\1"))) + feature("e\u0301".encode(), field(3, field(1, b"\1\2"))),
    }
    yield b""
    yield from (field(1, part) for part in parts.values())
    yield field(1, b"".join(parts.values()))
    yield field(1, parts["F"] + parts["I"] + parts["S"] + parts["f"] + parts["f, unpacked"])
    yield field(1, parts["f"]) + field(1, parts["f, unpacked"])
    yield field(1, feature(b"i", field(2, field(1, floats))))
    yield field(1, parts["i"][:-3])
    yield field(1, feature(b"i", field(2, field(1, floats))) + parts["i"])


def schema_seeds():
    for path in sorted((ROOT / "Tests/LessonTests/Fixtures/schema").glob("*.pbtxt")):
        yield path.read_bytes()
    shape = 'presence { min_fraction: 1 } shape { dim { size: %d } dim { size: 2 } }'
    texts = [
        "", 'feature { name: "a" type: INT }', 'feature { name: "a" type: FLOAT %s }' % (shape % 3),
        'feature { name: "a" type: FLOAT %s }' % (shape % 2**33), "feature <name:'\\303\\251\\u00e9\\n' type:1>",
        'feature { name: "a" type: INT int_domain { min: -0x10 max: 017 is_categorical: true } }',
        'feature { name: "a" type: FLOAT float_domain { min: -inf max: 1e-45 } }',
        'feature { name: "a" type: FLOAT float_domain { min: 0.1f max: 3.4028235e38 } }',
        'feature { name: "a" type: BYTES string_domain { value: ["x", "\\"\'\\\\"] value: "\\x01" } }',
        'feature { name: "a" domain: "d" type: INT } int_domain { name: "d" min: 1 } # comment',
        'feature { name: "a" type: INT value_count { min: 2 max: 2 } presence { min_fraction: 1.0 } }',
        '[x.y/z] { 1: 2; 3 { } } unknown: [1, {}] feature { name: "\u00e9" type: INT } feature { name: "e\u0301" type: INT }',
        "a { " * 101, 'a: "\\400"', 'a: "\\ud83d\\ude00 \\U0001F600"',
    ]
    yield from (text.encode() for text in texts)


def inflate_seeds():
    texts = [b"", b"a", b"abcabcabcabcabcabc" * 9, bytes(range(256)), b"\0" * 3000, b"".join(b"%d," % i for i in range(400))]
    for kind, bits in enumerate((-15, 15, 31)):
        for text in texts:
            for level, strategy in ((0, 0), (1, 0), (9, 0), (6, zlib.Z_FIXED), (6, zlib.Z_HUFFMAN_ONLY), (6, zlib.Z_RLE)):
                compressor = zlib.compressobj(level, zlib.DEFLATED, bits, 8, strategy)
                yield bytes([kind]) + compressor.compress(text) + compressor.flush()
        yield from (bytes([3 + kind]) + text for text in texts)
    named = io.BytesIO()
    with gzip.GzipFile("name", "wb", fileobj=named, mtime=0) as file:
        file.write(b"named")
    yield b"\2" + named.getvalue() + gzip.compress(b"second member", mtime=0)
    yield b"\0" + bytes([5, 0xE0, 0x81, 8, 0, 0, 0, 0]) + bytes(20)


TARGETS = {
    "csv": csv_seeds,
    "numbers": numbers_seeds,
    "records": records_seeds,
    "examples": examples_seeds,
    "schema": schema_seeds,
    "inflate": inflate_seeds,
}


def write(target, folder):
    """Puts the target's seeds into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, seed in enumerate(TARGETS[target]()):
        (folder / f"seed-{index:03}").write_bytes(seed)
