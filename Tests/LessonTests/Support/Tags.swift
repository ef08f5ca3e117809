import Testing

extension Tag {
  /// What lesson 1 teaches: raw data.
  @Tag static var lesson1: Self
  /// What lesson 2 teaches: TFRecords.
  @Tag static var lesson2: Self
  /// What lesson 3 teaches: the preprocessing_fn.
  @Tag static var lesson3: Self
  /// What lesson 4 teaches: transformed data.
  @Tag static var lesson4: Self
  /// What lesson 5 teaches: embeddings.
  @Tag static var lesson5: Self
  /// What lesson 6 teaches: end to end.
  @Tag static var lesson6: Self
  /// What lesson 7 teaches: full scale.
  @Tag static var lesson7: Self
}
