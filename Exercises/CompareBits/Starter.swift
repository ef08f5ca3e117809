// `lessons skew` compares features to the bit. Write its heart: the names of the features that are not the same in both batches,
// in the order of the first, and those that only one of them has. The starter uses `==` on the values, which is wrong in two
// ways: to IEEE 754, 0.0 is equal to -0.0, and NaN is not equal to itself. To a file, and to a model that divides by it, they are
// not what they are to `==`. A NaN with the same bits is the same; -0.0 is another number than 0.0.

import TFTLessons

func differing(_ first: Batch, _ second: Batch) -> [String] {
  first.names.filter { first[$0] != second[$0] }
}
