import Preprocessing

extension TaxiExample {
  static let missing = TaxiExample("missing", "A place of 0 degrees is none: the middle one is put in.") {
    inputs in
    var outputs = Outputs()
    // snippet: missing
    let latitude = try inputs.float("pickup_latitude")
    let known = select(where: latitude .!= 0, latitude, else: .nan)
    outputs["latitude"] = try impute(known, with: .median)
    outputs["was_missing"] = Column<Int64>(isMissing(known))
    // end: missing
    return outputs
  }

  static let targets = TaxiExample(
    "targets",
    "What such a ride costs on average, by the rides of other folds."
  ) { inputs in
    var outputs = Outputs()
    // snippet: targets
    let hour = hourOfDay(parseDateTime(try inputs.string("pickup_datetime")))
    let (fare, ride) = (try inputs.float("fare_amount"), try inputs.string("key"))
    outputs["hour"] = hour
    outputs["fare_of_the_hour"] = try targetEncoding(hour, label: fare, folds: 5, foldBy: ride)
    outputs["seen_by_all"] = try targetEncoding(hour, label: fare)
    // end: targets
    return outputs
  }
}
