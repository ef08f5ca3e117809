import TFTLessons

/// From raw rows to what the models read.
///
/// The function is called once, with columns that stand for all rows. What needs to know the data, such as a mean or a
/// vocabulary, is found in full passes over the training rows, and kept: a single row is later scaled by the same mean.
@Sendable func preprocessingFn(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()

  // "number": left out, it numbers the rows, which says nothing of new ones.

  // "customer": left out, a different text in each row, as in a key, which says nothing of new ones.

  // "city": 5 different values, most often "Łódź". Each gets an id, the most frequent one 0; a value never seen
  // shares one more. 8 of 120 rows have none: the most frequent one takes its place, and a feature of its own says
  // where.
  outputs["city"] = try computeAndApplyVocabulary(
    impute(inputs.string("city"), with: .mostFrequent),
    numOOVBuckets: 1
  )
  outputs["city_is_missing"] = try Column<Float>(isMissing(inputs.string("city")))

  // "plan": 3 different values, most often "basic". Each gets an id, the most frequent one 0; a value never seen
  // shares one more.
  outputs["plan"] = try computeAndApplyVocabulary(inputs.string("plan"), numOOVBuckets: 1)

  // "age": a quantity, 18 to 80, 46.61 on average. Counted in standard deviations from the mean. 14 of 120 rows have
  // none: the mean takes its place, and a feature of its own says where.
  outputs["age"] = try scaleToZScore(impute(Column<Float>(inputs.int64("age")), with: .mean))
  outputs["age_is_missing"] = try Column<Float>(isMissing(inputs.int64("age")))

  // "fee": a quantity, 6.75 to 100000, 1746 on average. A few values are far from all others, and are cut off.
  // Counted in standard deviations from the mean. 4 of 120 rows have none: the mean takes its place, and a feature
  // of its own says where.
  outputs["fee"] = try scaleToZScore(clip(impute(inputs.float("fee"), with: .mean), to: 6.8...169.4))
  outputs["fee_is_missing"] = try Column<Float>(isMissing(inputs.float("fee")))

  // "calls": 8 different values, most often "0". Each gets an id, the most frequent one 0; a value never seen shares
  // one more.
  outputs["calls"] = try computeAndApplyVocabulary(inputs.int64("calls"), numOOVBuckets: 1)

  // "since": a time. The hour, day of the week and month go round in circles, so that December is next to January.
  do {
    let time = try parseDateTime(inputs.string("since"), format: "%Y-%m-%d %H:%M:%S")
    outputs["since_hour"] = try cyclicEncoding(hourOfDay(time), period: 24)
    outputs["since_day_of_week"] = try cyclicEncoding(dayOfWeek(time), period: 7)
    outputs["since_month"] = try cyclicEncoding(monthOfYear(time), period: 12)
    outputs["since_years"] = scaleToZScore(Column<Float>(year(time)))
  }

  // "land": left out, the same in all rows.

  // What is to be predicted: a class. The most frequent one gets the id 0: here 0 for "no", 1 for "yes". Predictions
  // come back in the same words.
  outputs[label] = try computeAndApplyVocabulary(inputs.string(label))
  return outputs
}
