"""What figures of numbers are in exact arithmetic or float64, where TFT's float32 or its batches give something else."""
import itertools
import math

import numpy as np
from tensorflow_transform import gaussianization
from tft_cases import Column


def column(*rows):
    """A column of float32 rows."""
    return Column("float32", [[float(np.float32(value)) for value in row] for row in rows], None)


def same(rows, *values):
    """The same values in every row."""
    return column(*[values] * rows)


def finite(values):
    return sorted(float(np.float32(value)) for value in values if math.isfinite(value))


def moments(values):
    """Mean and standard deviation of the finite ones."""
    values = finite(values)
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def l_moments(values):
    """The first four L-moments by their definition: expected differences of sorted pairs, triples and quadruples."""
    values = finite(values)

    def expected(size, weights):
        terms = [math.fsum(w * x for w, x in zip(weights, chosen)) for chosen in itertools.combinations(values, size)]
        return math.fsum(terms) / len(terms) / size if terms else 0.0

    return expected(1, [1]), expected(2, [-1, 1]), expected(3, [1, -2, 1]), expected(4, [-1, 3, -3, 1])


def tukey(values):
    """Location, scale, left and right parameter: TFT's fit in float64, of the L-moments of all finite values."""
    mean, scale, third, fourth = l_moments(values)
    shape = np.array([third / scale, fourth / scale]) if scale > 0 and len(finite(values)) > 3 else np.zeros(2)
    h_params = gaussianization.compute_tukey_hh_params(shape)
    standard_mean, standard_scale = gaussianization.tukey_hh_l_mean_and_scale(h_params)
    width = scale / standard_scale if scale > 0 else 1.0
    return mean - width * standard_mean, width, *h_params


def gaussian(values, probe):
    """scale_to_gaussian of `probe`, fitted to `values`; infinities stay what they are."""
    location, scale, left, right = tukey(values)
    width = (scale if max(left, right) > 0 else moments(values)[1]) or 1.0

    def normal(x, h):
        """The u with u · exp(h · u² / 2) = x, by bisection."""
        if h == 0 or not 0 < x < math.inf:
            return x
        low, high = 0.0, x
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if math.log(middle or 1e-300) + h * middle**2 / 2 < math.log(x) else (low, middle)
        return high

    scaled = [(float(np.float32(x)) - location) / width for x in probe]
    return [-normal(-x, left) if x < 0 else normal(x, right) for x in scaled]
