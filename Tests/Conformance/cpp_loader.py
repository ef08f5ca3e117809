"""Runs a SavedModel by TensorFlow's C++ loader, the one that TensorFlow Serving calls, through the C API: no Python of it."""
import ctypes as C
import os
import pathlib
import struct
import sysconfig

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
FOLDER = pathlib.Path(sysconfig.get_paths()["purelib"]) / "tensorflow"
FRAMEWORK = C.CDLL(str(FOLDER / "libtensorflow_framework.so.2"), mode=C.RTLD_GLOBAL)
LIBRARY = C.CDLL(str(FOLDER / "libtensorflow_cc.so.2"), mode=C.RTLD_GLOBAL)
FLOAT, STRING = 1, 7


class Output(C.Structure):
    _fields_ = [("operation", C.c_void_p), ("index", C.c_int)]


def function(library, name, result, *arguments):
    found = getattr(library, name)
    found.restype, found.argtypes = result, list(arguments)
    return found


POINTER = C.c_void_p
new_status = function(FRAMEWORK, "TF_NewStatus", POINTER)
code = function(FRAMEWORK, "TF_GetCode", C.c_int, POINTER)
message = function(FRAMEWORK, "TF_Message", C.c_char_p, POINTER)
new_graph = function(LIBRARY, "TF_NewGraph", POINTER)
new_options = function(LIBRARY, "TF_NewSessionOptions", POINTER)
load = function(LIBRARY, "TF_LoadSessionFromSavedModel", POINTER, POINTER, POINTER, C.c_char_p, C.POINTER(C.c_char_p),
                C.c_int, POINTER, POINTER, POINTER)
operation = function(LIBRARY, "TF_GraphOperationByName", POINTER, POINTER, C.c_char_p)
allocate = function(FRAMEWORK, "TF_AllocateTensor", POINTER, C.c_int, C.POINTER(C.c_int64), C.c_int, C.c_size_t)
data = function(FRAMEWORK, "TF_TensorData", POINTER, POINTER)
size = function(FRAMEWORK, "TF_TensorByteSize", C.c_size_t, POINTER)
run = function(LIBRARY, "TF_SessionRun", None, POINTER, POINTER, C.POINTER(Output), C.POINTER(POINTER), C.c_int,
               C.POINTER(Output), C.POINTER(POINTER), C.c_int, C.POINTER(POINTER), C.c_int, POINTER, POINTER)


def check(status):
    if code(status):
        raise RuntimeError(message(status).decode())


class Model:
    """A loaded SavedModel whose placeholders are called as its features."""

    def __init__(self, directory):
        status, self.graph, self.texts = new_status(), new_graph(), []
        tags = (C.c_char_p * 1)(b"serve")
        self.session = load(new_options(), None, directory.encode(), tags, 1, self.graph, None, status)
        check(status)

    def tensor(self, values):
        """One value for each example: a float or a text."""
        count = (C.c_int64 * 1)(len(values))
        if isinstance(values[0], float):
            raw, type = struct.pack(f"<{len(values)}f", *values), FLOAT
        else:
            # A string of TensorFlow is 24 bytes: here a view of bytes that stay where they are.
            self.texts += [C.create_string_buffer(value.encode()) for value in values]
            buffers = self.texts[-len(values):]
            raw = b"".join(struct.pack("<QQQ", len(b.value) << 2 | 3, C.addressof(b), 0) for b in buffers)
            type = STRING
        result = allocate(type, count, 1, len(raw))
        C.memmove(data(result), raw, len(raw))
        return result

    def output(self, name):
        found = operation(self.graph, name.encode())
        assert found, f"no operation {name}"
        return Output(found, 0)

    def predict(self, features):
        status = new_status()
        names = sorted(features)
        inputs = (Output * len(names))(*[self.output(name) for name in names])
        values = (POINTER * len(names))(*[self.tensor(features[name]) for name in names])
        results = (POINTER * 1)()
        outputs = (Output * 1)(self.output("prediction"))
        run(self.session, None, inputs, values, len(names), outputs, results, 1, None, 0, None, status)
        check(status)
        count = size(results[0]) // 4
        return list(struct.unpack(f"<{count}f", C.string_at(data(results[0]), 4 * count)))
