"""A SavedModel in TensorFlow's C++ loader, as TensorFlow Serving runs it: tensorflow::LoadSavedModel and Session::Run.

They are called through the C API by ctypes. Python's part of a call is a few microseconds. TensorFlow's Python package
serves to find the libraries and to read the signature.
"""
import ctypes
import os
import struct

import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2

POINTER = ctypes.c_void_p
FLOAT, STRING, INT64 = 1, 7, 9


class Output(ctypes.Structure):
    """An operation's output: TF_Output."""

    _fields_ = [("operation", POINTER), ("index", ctypes.c_int)]


def load_libraries():
    """TensorFlow's C API."""
    folder = os.path.dirname(tf.__file__)
    ctypes.CDLL(f"{folder}/libtensorflow_framework.so.2", mode=ctypes.RTLD_GLOBAL)
    return ctypes.CDLL(f"{folder}/libtensorflow_cc.so.2", mode=ctypes.RTLD_GLOBAL)


class Session:
    """A loaded model, called by its signature `serving_default`."""

    def __init__(self, directory):
        self.c = load_libraries()
        for name in (
            "TF_NewStatus TF_NewGraph TF_NewSessionOptions TF_LoadSessionFromSavedModel TF_GraphOperationByName "
            "TF_AllocateTensor TF_TensorData"
        ).split():
            getattr(self.c, name).restype = POINTER
        self.c.TF_Message.restype = ctypes.c_char_p
        self.c.TF_DeleteTensor.argtypes = [POINTER]
        self.status = POINTER(self.c.TF_NewStatus())
        self.graph = POINTER(self.c.TF_NewGraph())
        tags = (ctypes.c_char_p * 1)(b"serve")
        options = POINTER(self.c.TF_NewSessionOptions())
        session = self.c.TF_LoadSessionFromSavedModel(options, None, directory.encode(), tags, 1, self.graph, None, self.status)
        self.check()
        self.session = POINTER(session)
        with open(f"{directory}/saved_model.pb", "rb") as file:
            model = saved_model_pb2.SavedModel.FromString(file.read())
        signature = model.meta_graphs[0].signature_def["serving_default"]
        self.features = dict(signature.inputs)
        self.inputs = (Output * len(self.features))(*[self.output(info.name) for info in self.features.values()])
        outputs = [self.output(info.name) for info in signature.outputs.values()]
        self.outputs = (Output * len(outputs))(*outputs)
        self.kept = []

    def check(self):
        """Ends with TensorFlow's message when the last call has failed."""
        if self.c.TF_GetCode(self.status):
            raise RuntimeError(self.c.TF_Message(self.status).decode())

    def output(self, name):
        """The output `operation:index` of the graph."""
        operation, _, index = name.partition(":")
        found = self.c.TF_GraphOperationByName(self.graph, operation.encode())
        if not found:
            raise RuntimeError(f"no operation {operation}")
        return Output(found, int(index or 0))

    def feed(self, row):
        """The tensors of one raw row, given as texts."""
        return (POINTER * len(self.features))(*[self.tensor(row[name], info) for name, info in self.features.items()])

    def tensor(self, text, info):
        """A tensor of one value."""
        rank = len(info.tensor_shape.dim)
        if info.dtype == STRING:
            memory = ctypes.create_string_buffer(text.encode(), len(text.encode()))
            self.kept.append(memory)
            # TF_TString, a view: its size and kind, where the bytes are, and nothing.
            data = struct.pack("<QQQ", len(text.encode()) << 2 | 3, ctypes.addressof(memory), 0)
        elif info.dtype == INT64:
            data = struct.pack("<q", int(text))
        else:
            data = struct.pack("<f", float(text))
        dimensions = (ctypes.c_int64 * max(1, rank))(*[1] * rank)
        tensor = POINTER(self.c.TF_AllocateTensor(info.dtype, dimensions, rank, ctypes.c_size_t(len(data))))
        ctypes.memmove(self.c.TF_TensorData(tensor), data, len(data))
        return tensor.value

    def run(self, feed):
        """The first number of each output."""
        results = (POINTER * len(self.outputs))()
        self.c.TF_SessionRun(
            self.session, None, self.inputs, feed, len(feed), self.outputs, results, len(results), None, 0, None, self.status
        )
        self.check()
        numbers = [ctypes.c_float.from_address(self.c.TF_TensorData(POINTER(result))).value for result in results]
        for result in results:
            self.c.TF_DeleteTensor(result)
        return numbers
