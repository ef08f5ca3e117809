"""Cases for lesson 5, answered by live Keras: layers, losses, learning rates, and trainings of a hundred steps.

    python Tests/Conformance/keras_cases.py FAMILY...           writes Tests/LessonTests/Fixtures/keras/FAMILY.json
    python Tests/Conformance/keras_cases.py --print FAMILY      prints it

Weights and inputs are made by a generator that Swift has too, so that a case says only its seed.

An embedding's gradient is made dense before Keras's optimizer sees it. Keras 3 on TensorFlow squares, and clips, the parts
that a row gets from several ids of a batch before it adds them up: Adam's second moment is then too small, and the result
depends on the backend. `test_keras.py` shows it.
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import tensorflow as tf

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "LessonTests/Fixtures/keras"
FLOAT = np.float32


# Made numbers: SplitMix64, of which the upper bits become a float32 without rounding.


def mixed(seed, count):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def numbers(description, count):
    """Uniform in offset +- limit, or the values that are given."""
    if "values" in description:
        return np.array(description["values"], FLOAT)
    unit = (mixed(description["seed"], count) >> np.uint64(40)).astype(FLOAT) / FLOAT(2**23) - FLOAT(1)
    return unit * FLOAT(description["limit"]) + FLOAT(description.get("offset", 0))


def ids(description, count):
    """Ids below `count`; with `growth`, the first rows have only some of them, and later ones more and more."""
    drawn = (mixed(description["seed"], description["rows"] * description["steps"]) >> np.uint64(33)).astype(np.int64)
    limit = np.full(drawn.shape, description["count"])
    if "growth" in description:
        limit = np.minimum(limit, 1 + np.arange(len(drawn)) // description["growth"])
    return (drawn % limit).reshape(-1, description["steps"]).astype(np.int32)


def value(description):
    rows = description["rows"]
    if "count" in description:
        return ids(description, description["count"])
    shape = description["shape"]
    return numbers(description, rows * int(np.prod(shape))).reshape([rows, *shape])


def listed(array):
    """float32 as the shortest decimals that read back the same."""
    return [float(str(FLOAT(number))) for number in np.asarray(array).reshape(-1)]


# Layers.


class OneHotSteps(keras.layers.Layer):
    """The original's mistake: a one-hot vector, taken for a sequence of ids."""

    def __init__(self, count, **settings):
        super().__init__(**settings)
        self.count = count

    def call(self, inputs):
        return tf.cast(tf.one_hot(inputs[:, 0], self.count), tf.int32)


def scalar_embedding(count, size):
    """Ours of one id an example has no dimension for it."""
    embedding = keras.layers.Embedding(count, size)
    return embedding, lambda x: keras.layers.Flatten()(embedding(x))


def build(name, settings, shapes):
    """Keras's layer of a class and settings as model.json has them, and how to call it."""
    if name == "Dense":
        layer = keras.layers.Dense(settings["units"], settings["activation"], settings["use_bias"])
    elif name == "Embedding" and shapes[0]["steps"] == 1:
        return scalar_embedding(shapes[0]["count"], settings["output_dim"])
    elif name == "Embedding":
        layer = keras.layers.Embedding(shapes[0]["count"], settings["output_dim"])
    elif name == "CategoryEncoding":
        layer = keras.layers.CategoryEncoding(shapes[0]["count"], "one_hot")
    elif name == "OneHotSteps":
        layer = OneHotSteps(shapes[0]["count"])
    elif name == "LSTM":
        layer = keras.layers.LSTM(settings["units"], return_sequences=settings["return_sequences"])
    elif name == "BatchNormalization":
        layer = keras.layers.BatchNormalization(momentum=settings["momentum"], epsilon=settings["epsilon"])
    else:
        layer = getattr(keras.layers, name)(**settings)
    return layer, layer


def weight(rows, columns, seed, limit=0.7, offset=0.0):
    return {"rows": rows, "columns": columns, "seed": seed, "limit": limit, "offset": offset}


def made(description):
    return numbers(description, description["rows"] * description["columns"])


def floats(rows, shape, seed, limit=2.0):
    return {"rows": rows, "shape": shape, "seed": seed, "limit": limit}


def some_ids(rows, count, seed, steps=1, **growth):
    return {"rows": rows, "steps": steps, "count": count, "seed": seed} | growth


def dense(units, activation="linear", use_bias=True):
    return {"units": units, "activation": activation, "use_bias": use_bias}


def layer_case(id, name, settings, inputs, weights=(), training=False, relative=1e-5):
    case = {
        "id": id, "kind": "layer", "class": name, "settings": settings, "inputs": inputs,
        "weights": list(weights), "training": training, "relative": {"output": relative},
    }
    values = [value(input) for input in inputs]
    if name == "Normalization":
        layer = call = keras.layers.Normalization(mean=made(weights[0]), variance=made(weights[1]))
    else:
        layer, call = build(name, settings, inputs)
        call(values[0] if len(values) == 1 else values)
        layer.set_weights([made(w).reshape(v.shape) for w, v in zip(weights, layer.weights)])
    x = values[0] if len(values) == 1 else values
    output = call(x, training=training) if training else call(x)
    case["expected"] = {"output": listed(output)}
    if name == "BatchNormalization" and training:
        for index in (2, 3):
            case["expected"][f"update_{index}"] = listed(layer.weights[index])
            case["relative"][f"update_{index}"] = relative
    return case


ACTIVATIONS = ["linear", "relu", "gelu", "tanh", "sigmoid", "softmax"]
EDGES = [0.0, -0.0, 1e-8, -1e-8, 1.0, -1.0, 3.5, -3.5, 9.0, -9.0, 20.0, -20.0, 60.0, -60.0, 88.0, -88.0]


def layers():
    for activation in ACTIVATIONS:
        weights = [weight(5, 4, 11), weight(1, 4, 12)]
        yield layer_case(f"dense {activation}", "Dense", dense(4, activation), [floats(6, [5], 10)], weights)
        values = {"rows": 4, "shape": [4], "values": EDGES}
        yield layer_case(f"activation {activation}", "Activation", {"activation": activation}, [values])
    yield layer_case("dense without bias", "Dense", dense(19, "tanh", False), [floats(7, [5], 20)], [weight(5, 19, 21)])
    yield layer_case(
        "dense on a sequence", "Dense", dense(4, "relu"), [floats(3, [6, 5], 22)], [weight(5, 4, 23), weight(1, 4, 24)]
    )
    yield layer_case(
        "dense, wide", "Dense", dense(33), [floats(5, [70], 25)], [weight(70, 33, 26), weight(1, 33, 27)]
    )
    yield layer_case("embedding", "Embedding", {"output_dim": 3}, [some_ids(6, 5, 30)], [weight(5, 3, 31)])
    yield layer_case(
        "embedding of steps", "Embedding", {"output_dim": 3}, [some_ids(4, 5, 32, steps=6)], [weight(5, 3, 33)]
    )
    yield layer_case("one-hot", "CategoryEncoding", {}, [some_ids(6, 5, 34)])
    yield layer_case("one-hot steps", "OneHotSteps", {}, [some_ids(6, 5, 35)])
    yield layer_case("concatenate", "Concatenate", {}, [floats(3, [2], 36), floats(3, [4], 37), floats(3, [1], 38)])
    yield layer_case("flatten", "Flatten", {}, [floats(3, [4, 2], 39)])
    yield layer_case("dropout of a model that predicts", "Dropout", {"rate": 0.5}, [floats(3, [4], 40)])
    variance = {"rows": 1, "columns": 3, "values": [0.25, 0.0, 9.0]}
    yield layer_case("normalization", "Normalization", {}, [floats(4, [3], 41)], [weight(1, 3, 42), variance])
    yield layer_case("rescaling", "Rescaling", {"scale": 12.5, "offset": -3.25}, [floats(4, [3], 48)])
    settings = {"momentum": 0.9, "epsilon": 0.001}
    weights = [weight(1, 3, 44), weight(1, 3, 45), weight(1, 3, 46), weight(1, 3, 47, 0.5, 1.0)]
    for training in (False, True):
        words = "that learns" if training else "that predicts"
        for shape in ([3], [5, 3]):
            id = f"batch normalization {words}, {shape}"
            yield layer_case(id, "BatchNormalization", settings, [floats(6, shape, 43)], weights, training)
    for steps in (1, 7):
        for sequences in (False, True):
            settings = {"units": 4, "return_sequences": sequences}
            weights = [weight(3, 16, 51), weight(4, 16, 52), weight(1, 16, 53)]
            id = f"lstm, {steps} steps{', sequences' if sequences else ''}"
            yield layer_case(id, "LSTM", settings, [floats(5, [steps, 3], 50)], weights)


# Losses.


def loss_of(description, reduction="sum_over_batch_size"):
    from_logits = "from_logits" in description
    name = description.split("(")[0]
    if name == "mean_squared_error":
        return keras.losses.MeanSquaredError(reduction)
    if name == "mean_absolute_error":
        return keras.losses.MeanAbsoluteError(reduction)
    if name == "huber":
        return keras.losses.Huber(float(description[6:-1]), reduction)
    if name == "binary_crossentropy":
        return keras.losses.BinaryCrossentropy(from_logits, reduction=reduction)
    return keras.losses.SparseCategoricalCrossentropy(from_logits, reduction=reduction)


def loss_case(id, loss, output, labels, relative=1e-5):
    """The loss of each example, and the gradient of their mean."""
    y = tf.Variable(value(output))
    with tf.GradientTape() as tape:
        mean = loss_of(loss)(np.array(labels, FLOAT).reshape(-1, 1), y)
    values = loss_of(loss, None)(np.array(labels, FLOAT).reshape(-1, 1), y)
    return {
        "id": id, "kind": "loss", "loss": loss, "output": output, "labels": labels,
        "expected": {"values": listed(values), "gradient": listed(tape.gradient(mean, y))},
        "relative": {"values": relative, "gradient": relative},
    }


def column(values):
    return {"rows": len(values), "shape": [1], "values": values}


def losses():
    numbers = [1.5, -2.0, 0.25, 3.0, 0.0, 100.0, -1e4]
    labels = [1.0, 2.0, 0.25, -1.0, 1.0, 99.5, 1e4]
    for loss in ("mean_squared_error", "mean_absolute_error", "huber(1.0)", "huber(2.5)"):
        yield loss_case(loss, loss, column(numbers), labels)
    probabilities = [0.5, 0.1, 0.9, 0.75, 0.001, 0.999, 0.3, 0.0, 1.0, 0.0, 1.0, 1e-9, 1e-7]
    yield loss_case(
        "binary cross-entropy", "binary_crossentropy", column(probabilities), [1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1]
    )
    logits = [0.0, 2.0, -2.0, 5.0, -5.0, 30.0, -30.0, 80.0, -80.0, 500.0, -500.0, 0.5]
    yield loss_case(
        "binary cross-entropy of logits",
        "binary_crossentropy(from_logits)", column(logits), [1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0],
    )
    rows = [[0.2, 0.3, 0.5], [0.9, 0.05, 0.05], [0.1, 0.1, 0.8], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [2.0, 1.0, 1.0]]
    table = {"rows": 6, "shape": [3], "values": sum(rows, [])}
    yield loss_case(
        "sparse categorical cross-entropy", "sparse_categorical_crossentropy", table, [0, 0, 1, 0, 2, 1]
    )
    rows = [[0.0, 0.0, 0.0], [1.0, -2.0, 0.5], [30.0, -30.0, 0.0], [5.0, 6.0, 7.0], [200.0, -200.0, 199.0]]
    table = {"rows": 5, "shape": [3], "values": sum(rows, [])}
    yield loss_case(
        "sparse categorical cross-entropy of logits",
        "sparse_categorical_crossentropy(from_logits)", table, [0, 1, 0, 2, 1],
    )


# Learning rates.


def schedule(rate):
    if rate["name"] == "constant":
        return rate["initial"]
    if rate["name"] == "exponential":
        return keras.optimizers.schedules.ExponentialDecay(
            rate["initial"], rate["steps"], rate["rate"], rate["staircase"]
        )
    if rate["name"] == "cosine":
        warmup = {"warmup_target": rate["initial"], "warmup_steps": rate["warmup"]} if rate["warmup"] else {}
        initial = 0.0 if warmup else rate["initial"]
        return keras.optimizers.schedules.CosineDecay(initial, rate["steps"], rate["floor"], **warmup)
    return keras.optimizers.schedules.PiecewiseConstantDecay(rate["boundaries"], rate["values"])


def constant(rate):
    return {"name": "constant", "initial": rate}


def exponential(initial, steps, rate, staircase=False):
    return {"name": "exponential", "initial": initial, "steps": steps, "rate": rate, "staircase": staircase}


def cosine(initial, steps, floor=0.0, warmup=0):
    return {"name": "cosine", "initial": initial, "steps": steps, "floor": floor, "warmup": warmup}


def piecewise(boundaries, values):
    return {"name": "piecewise", "boundaries": boundaries, "values": values}


def schedules():
    rates = {
        "exponential": exponential(0.1, 10, 0.5), "exponential staircase": exponential(0.1, 7, 0.9, True),
        "cosine": cosine(0.2, 50), "cosine with a floor": cosine(0.2, 50, 0.1),
        "cosine with warmup": cosine(0.2, 40, 0.05, 15), "piecewise": piecewise([5, 9], [1.0, 0.5, 0.25]),
    }
    for name, rate in rates.items():
        steps = list(range(0, 65))
        found = [np.asarray(schedule(rate)(step)) for step in steps]
        # What is left of a cosine near its end is rounding: 1e-5 of the mean rate there.
        yield {
            "id": name, "kind": "schedule", "rate": rate, "steps": steps,
            "expected": {"rates": listed(found)}, "relative": {"rates": 1e-5},
        }


# Trainings.


def optimizer_of(description):
    rate = schedule(description["rate"])
    clipping = {key: description[key] for key in ("clipvalue", "clipnorm", "global_clipnorm") if key in description}
    if description["name"] == "sgd":
        return keras.optimizers.SGD(rate, description["momentum"], description["nesterov"], **clipping)
    if description["name"] == "adam":
        return keras.optimizers.Adam(rate, **clipping)
    return keras.optimizers.AdamW(rate, weight_decay=description["weight_decay"], **clipping)


def sgd(rate, momentum=0.0, nesterov=False, **clipping):
    return {"name": "sgd", "rate": rate, "momentum": momentum, "nesterov": nesterov} | clipping


def adam(rate=0.01, **clipping):
    return {"name": "adam", "rate": constant(rate) if isinstance(rate, float) else rate} | clipping


def adamw(rate=0.01, weight_decay=0.05, **clipping):
    return {"name": "adamw", "rate": constant(rate), "weight_decay": weight_decay} | clipping


class Network:
    """A model.json, grown layer by layer, with Keras's model beside it and made weights in both."""

    def __init__(self, rows, loss):
        self.rows, self.loss = rows, loss
        self.inputs, self.layers, self.weights, self.data = [], [], [], []
        self.keras_inputs, self.keras_layers, self.tensors, self.shapes = [], {}, {}, {}

    def input(self, description):
        name = f"input_{len(self.inputs) + 1}"
        if "count" in description:
            kind = {"steps": description["steps"], "ids": description["count"]}
            tensor = keras.Input([description["steps"]], dtype="int32")
        else:
            kind = {"numbers": description["shape"]}
            tensor = keras.Input(description["shape"])
        self.inputs.append({"name": name, "features": [name], **kind})
        self.data.append(description)
        self.keras_inputs.append(tensor)
        self.tensors[name], self.shapes[name] = tensor, description
        return name

    def numbers(self, width, seed, limit=1.5):
        return self.input(floats(self.rows, [width], seed, limit))

    def ids(self, count, seed, steps=1, **growth):
        return self.input(some_ids(self.rows, count, seed, steps, **growth))

    def __call__(self, class_name, settings, *inputs, limit=0.5):
        name = f"layer_{len(self.layers) + 1}"
        layer, call = build(class_name, settings, [self.shapes[input] for input in inputs])
        tensors = [self.tensors[input] for input in inputs]
        self.tensors[name] = call(tensors[0] if len(tensors) == 1 and class_name != "Concatenate" else tensors)
        self.shapes[name] = self.shapes[inputs[0]]
        if class_name == "OneHotSteps":
            self.shapes[name] = {"steps": self.shapes[inputs[0]]["count"], "count": self.shapes[inputs[0]]["count"]}
        self.keras_layers[name] = layer
        self.layers.append({"name": name, "class": class_name, "inputs": list(inputs), "settings": settings})
        for variable in layer.weights:
            shape = variable.shape if len(variable.shape) == 2 else (1, variable.shape[0])
            # Batch normalization's gamma and moving variance stay above 0.
            offset = 1.0 if variable.name in ("gamma", "moving_variance") else 0.0
            spec = weight(*shape, 1000 + len(self.weights), limit, offset)
            self.weights.append({"name": f"{name}.{variable.name}"} | spec)
            variable.assign(made(spec).reshape(variable.shape))
        return name

    def dense(self, x, units, activation="linear", **rest):
        return self("Dense", dense(units, activation), x, **rest)

    def output(self):
        model = keras.Model(self.keras_inputs, self.tensors[self.layers[-1]["name"]])
        document = {
            "name": "case", "label": "label", "loss": self.loss, "inputs": self.inputs, "layers": self.layers,
        }
        return model, document


def training_case(id, network, labels, optimizer, batch=8, steps=100, final=(), after=1e-4):
    """The loss of each of `steps` batches, then the predictions for the first, and weights."""
    model, document = network.output()
    case = {
        "id": id, "kind": "training", "model": document, "weights": network.weights, "inputs": network.data,
        "labels": labels, "optimizer": optimizer, "batch": batch, "steps": steps,
    }
    values = [value(description) for description in network.data]
    y = label_values(labels, network.rows)
    loss_function, rule = loss_of(network.loss), optimizer_of(optimizer)
    rule.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_function(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        rule.apply([tf.convert_to_tensor(gradient) for gradient in gradients], model.trainable_variables)
        return loss

    losses = []
    for index in range(steps):
        rows = slice(index * batch % network.rows, index * batch % network.rows + batch)
        x = [tf.constant(array[rows]) for array in values]
        losses.append(float(step(x, tf.constant(y[rows]))))
    first = [array[:batch] for array in values]
    expected = {"losses": listed(losses), "predictions": listed(model(first))}
    for name in final:
        layer, variable = name.split(".")
        expected[name] = listed(next(v for v in network.keras_layers[layer].weights if v.name == variable))
    case["expected"] = expected
    case["relative"] = {name: 1e-4 if name == "losses" else after for name in expected}
    return case


def label_values(labels, rows):
    if "classes" in labels:
        return ids({"seed": labels["seed"], "rows": rows, "steps": 1, "count": labels["classes"]}, None)[:, :1].astype(FLOAT)
    return numbers(labels, rows).reshape(-1, 1)


FARES = {"seed": 7, "limit": 3.0, "offset": 1.0}


def small(loss="mean_squared_error", activation="tanh", outputs=1, last="linear"):
    network = Network(64, loss)
    hidden = network.dense(network.numbers(4, 1), 6, activation)
    network.dense(hidden, outputs, last)
    return network


def optimizers():
    last = ["layer_1.kernel", "layer_2.bias"]

    def case(id, optimizer):
        return training_case(id, small(), FARES, optimizer, final=last)

    yield case("sgd", sgd(constant(0.05)))
    yield case("momentum", sgd(constant(0.02), 0.9))
    yield case("nesterov", sgd(constant(0.02), 0.9, True))
    yield case("adam", adam())
    yield case("adamw", adamw())
    yield case("exponential decay", sgd(exponential(0.1, 20, 0.5)))
    yield case("exponential staircase", adam(exponential(0.05, 30, 0.5, True)))
    yield case("cosine decay with warmup", adam(cosine(0.05, 60, 0.1, 20)))
    yield case("piecewise constant", sgd(piecewise([30, 60], [0.1, 0.05, 0.01]), 0.5))
    yield case("clipvalue", sgd(constant(0.05), clipvalue=0.3))
    yield case("clipnorm", sgd(constant(0.05), clipnorm=0.5))
    # With gradient descent: Adam makes up for gradients that are all smaller.
    yield case("global_clipnorm", sgd(constant(0.05), global_clipnorm=0.5))
    yield case("adamw, clipped", adamw(0.02, 0.1, clipnorm=0.5))
    for name, rule in {
        "sgd": sgd(constant(0.05)), "momentum": sgd(constant(0.02), 0.9), "nesterov": sgd(constant(0.02), 0.9, True),
        "adam": adam(), "adamw": adamw(), "global_clipnorm": sgd(constant(0.05), global_clipnorm=0.2),
        "clipnorm": sgd(constant(0.05), clipnorm=0.1), "clipvalue": sgd(constant(0.05), clipvalue=0.05),
    }.items():
        # Ids come up for the first time while the training goes on, go away again, and the last never come.
        network = Network(400, "mean_squared_error")
        vector = network("Embedding", {"output_dim": 3}, network.ids(40, 3, growth=20))
        one_hot = network("CategoryEncoding", {}, network.ids(30, 4, growth=30))
        features = network("Concatenate", {}, network.numbers(2, 2), vector, one_hot)
        network.dense(network.dense(features, 5, "tanh"), 1)
        yield training_case(
            f"rows that come late, {name}", network, FARES, rule, final=["layer_1.embeddings", "layer_4.kernel"]
        )


def trainings():
    # With gradient descent where a layer's gradient is in question: Adam divides it by its own size.
    descent = sgd(constant(0.03), 0.9)
    for activation in ACTIVATIONS[1:]:
        yield training_case(f"hidden {activation}", small(activation=activation), FARES, descent)
    for loss in ("mean_absolute_error", "huber(1.0)"):
        yield training_case(loss, small(loss), FARES, descent)
    classes = {"seed": 8, "classes": 2}
    yield training_case("binary", small("binary_crossentropy", last="sigmoid"), classes, descent)
    yield training_case("binary, logits", small("binary_crossentropy(from_logits)"), classes, adam())
    classes = {"seed": 9, "classes": 3}
    network = small("sparse_categorical_crossentropy", outputs=3, last="softmax")
    yield training_case("three classes", network, classes, adam())
    network = small("sparse_categorical_crossentropy(from_logits)", outputs=3)
    yield training_case("three classes, logits", network, classes, sgd(constant(0.1), 0.9))

    network = Network(96, "mean_squared_error")
    # Without a bias: the mean that is taken away takes it along, and Adam would make much of its gradient's last bits.
    x = network("Dense", dense(6, use_bias=False), network.numbers(4, 1))
    x = network("BatchNormalization", {"momentum": 0.9, "epsilon": 0.001}, x)
    network.dense(network("Activation", {"activation": "gelu"}, x), 1)
    last = ["layer_2.gamma", "layer_2.beta", "layer_2.moving_mean", "layer_2.moving_variance"]
    yield training_case("batch normalization", network, FARES, adam(), batch=12, final=last)

    network = Network(64, "huber(1.0)")
    x = network("Embedding", {"output_dim": 4}, network.ids(9, 5, steps=6))
    x = network("LSTM", {"units": 5, "return_sequences": True}, x)
    x = network("LSTM", {"units": 3, "return_sequences": False}, x)
    network.dense(x, 1)
    last = ["layer_1.embeddings", "layer_2.recurrent_kernel", "layer_3.kernel"]
    yield training_case("two LSTMs", network, FARES, sgd(constant(0.05), 0.9), final=last)

    network = Network(64, "mean_squared_error")
    x = network("Embedding", {"output_dim": 3}, network.ids(9, 5, steps=6))
    x = network("LSTM", {"units": 4, "return_sequences": True}, x)
    x = network("Dense", dense(2, "relu"), x)
    network.dense(network("Flatten", {}, x), 1)
    yield training_case("LSTM, a dense layer on each step, flattened", network, FARES, sgd(constant(0.05), 0.9))

    # The tensor `x` goes two ways, and both ways come back to it.
    network = Network(64, "mean_squared_error")
    x = network.dense(network.numbers(4, 1), 6, "tanh")
    both = network("Concatenate", {}, x, network.dense(x, 3, "sigmoid"), x)
    network.dense(both, 1)
    yield training_case("a tensor used three times", network, FARES, descent)
    network = small("huber(2.0)")
    network("Rescaling", {"scale": 4.0, "offset": 1.5}, network.layers[-1]["name"])
    yield training_case("rescaled at the end", network, FARES, sgd(constant(0.01), 0.9))
    yield training_case("the original, dense on one-hot ids", dense_original(), FARES_IN_DOLLARS, adam(0.001))
    yield training_case("the original, embeddings and LSTMs", lstm_original([12, 20, 7]), FARES_IN_DOLLARS, adam(0.003))


def originals():
    """The originals with long sequences, and with large batches, which are computed in parts."""
    yield training_case("LSTMs on 100 and 168 steps", lstm_original([100, 168]), FARES_IN_DOLLARS, adam(0.003))
    network = dense_original()
    yield training_case("dense on one-hot ids, batch 256", network, FARES_IN_DOLLARS, adam(0.001), batch=256, after=1e-3)


FARES_IN_DOLLARS = {"seed": 77, "limit": 10.0, "offset": 12.5}
VOCABULARIES = [100, 100, 1000, 4000, 168]


def dense_original():
    """The original's first model: 5,368 one-hot inputs and 9 numbers, 32 and 8 hidden units."""
    network = Network(512, "mean_squared_error")
    numbers = network.numbers(9, 1)
    ids = [network("CategoryEncoding", {}, network.ids(count, 60 + index)) for index, count in enumerate(VOCABULARIES)]
    features = network("Concatenate", {}, numbers, *ids)
    hidden = network.dense(network.dense(features, 32, "relu", limit=0.1), 8, "relu")
    network.dense(hidden, 1)
    return network


def lstm_original(counts):
    """The original's second: each one-hot vector is taken for a sequence, embedded, and read by an LSTM."""
    network = Network(128, "mean_squared_error")
    numbers, read = network.numbers(9, 1), []
    for index, count in enumerate(counts):
        steps = network("OneHotSteps", {}, network.ids(count, 70 + index))
        vectors = network("Embedding", {"output_dim": 4}, steps)
        read.append(network("LSTM", {"units": 4, "return_sequences": False}, vectors))
    features = network("Concatenate", {}, numbers, *read)
    network.dense(network.dense(network.dense(features, 32, "relu"), 8, "relu"), 1)
    return network


WRITTEN = {
    "layers": layers, "losses": losses, "schedules": schedules, "optimizers": optimizers, "trainings": trainings,
}
FAMILIES = WRITTEN | {"originals": originals}


def answered(family):
    keras.utils.set_random_seed(1)
    return {"keras": keras.__version__, "tensorflow": tf.__version__, "cases": list(FAMILIES[family]())}


def text(document):
    """A line per case."""
    head = {key: document[key] for key in document if key != "cases"}
    cases = ",\n".join(json.dumps(case) for case in document["cases"])
    return json.dumps(head)[:-1] + ', "cases": [\n' + cases + "\n]}\n"


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--print"]:
        print(text(answered(words[1])), end="")
    else:
        FIXTURES.mkdir(parents=True, exist_ok=True)
        for family in words or WRITTEN:
            (FIXTURES / f"{family}.json").write_text(text(answered(family)))
