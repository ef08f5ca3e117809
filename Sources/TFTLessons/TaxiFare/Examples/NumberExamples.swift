import Preprocessing

extension TaxiExample {
  static let arithmetic = TaxiExample("arithmetic", "Arithmetic, comparison, choice and casts.") { inputs in
    var outputs = Outputs()
    // snippet: arithmetic
    let fare = try inputs.float("fare_amount")
    let passengers = clip(try inputs.float("passenger_count"), to: 1...6)
    outputs["per_head"] = fare / passengers
    outputs["tip"] = select(where: fare .> 10, fare * 0.15, else: 1)
    outputs["is_shared_or_cheap"] = (passengers .> 1) .| (fare .< 6)
    outputs["whole_dollars"] = Column<Int64>(fare)
    // end: arithmetic
    return outputs
  }

  static let dates = TaxiExample("dates", "Times, their parts, and a circle.") { inputs in
    var outputs = Outputs()
    // snippet: dates
    let time = parseDateTime(try inputs.string("pickup_datetime"))
    let hour = hourOfDay(time)
    outputs["seconds"] = time
    outputs["hour"] = hour
    outputs["is_weekend"] = isWeekend(time)
    outputs["on_the_clock"] = try cyclicEncoding(hour, period: 24)
    // end: dates
    return outputs
  }

  static let buckets = TaxiExample(
    "buckets",
    "Boundaries that you choose, and boundaries that the data choose."
  ) {
    inputs in
    var outputs = Outputs()
    // snippet: buckets
    let fare = try inputs.float("fare_amount")
    let quartiles = try quantiles(fare, buckets: 4)
    let quarter = try applyBuckets(fare, boundaries: quartiles)
    outputs["by_hand"] = try applyBuckets(fare, boundaries: [5, 10, 20])
    outputs["quarter"] = quarter
    outputs["quarter_from_to"] = try bucketRange(quarter, boundaries: quartiles)
    outputs["rides_by_price"] = try histogram(fare, boundaries: [0, 5, 10, 20, 300]).counts
    // end: buckets
    return outputs
  }

  static let scaling = TaxiExample("scaling", "Scales, figures to calculate with, and a scale for each key.")
  {
    inputs in
    var outputs = Outputs()
    // snippet: scaling
    let fare = try inputs.float("fare_amount")
    let day = dayOfWeek(parseDateTime(try inputs.string("pickup_datetime")))
    let score = scaleToZScore(fare)
    outputs["score"] = score
    outputs["score_on_its_day"] = try scaleToZScorePerKey(fare, key: day)
    outputs["above_the_mean"] = fare - mean(fare)
    outputs["dollars_again"] = try inverseScale(score, of: score)
    // end: scaling
    return outputs
  }

  static let directions = TaxiExample("directions", "How two columns vary together.") { inputs in
    var outputs = Outputs()
    // snippet: directions
    let longitude = try inputs.float("pickup_longitude")
    let latitude = try inputs.float("pickup_latitude")
    let isInCity = (abs(longitude + 73.98) .< 0.2) .& (abs(latitude - 40.75) .< 0.2)
    let east = select(where: isInCity, longitude + 73.98, else: 0)
    let north = select(where: isInCity, latitude - 40.75, else: 0)
    let place = concat(east, north)
    outputs["covariance"] = try covariance(place)
    outputs["along_the_city"] = try matmul(place, pca(place, outputDim: 1))
    // end: directions
    return outputs
  }

  static let gaussian = TaxiExample("gaussian", "A long tail, and the same column without it.") { inputs in
    var outputs = Outputs()
    // snippet: gaussian
    let fare = try inputs.float("fare_amount")
    outputs["score"] = scaleToZScore(fare)
    outputs["without_tail"] = scaleToGaussian(fare)
    outputs["right_tail"] = tukeyHParams(fare).right
    // end: gaussian
    return outputs
  }
}
