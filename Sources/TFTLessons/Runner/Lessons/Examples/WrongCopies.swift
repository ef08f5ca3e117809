import EndToEnd
import Preprocessing
import RawData
import TaxiFare
import TransformedData

// snippet: wrong-copies
/// What the server's author wrote: the cell says UTC, and New York's clocks are five hours behind it in winter.
func ridesInNewYorkTime(_ inputs: Inputs) throws -> Outputs {
  let text = try inputs.string("pickup_datetime")
  let time = parseDateTime(text) - 5 * 3600
  func digits(_ number: Column<Int64>, _ width: Int) -> Column<String> {
    asString(number, width: width, fill: .zeros)
  }
  let day = join(
    digits(year(time), 4),
    digits(monthOfYear(time), 2),
    digits(dayOfMonth(time), 2),
    separator: "-"
  )
  let clock = join(
    digits(hourOfDay(time), 2),
    digits(minuteOfHour(time), 2),
    digits(secondOfMinute(time), 2),
    separator: ":"
  )
  var outputs = Outputs(passingThrough: inputs)
  outputs["pickup_datetime"] = join(day, clock, try substring(text, position: 20, length: 3), separator: " ")
  return outputs
}

/// What a log file keeps of a coordinate: two decimals, a kilometre.
func ridesWithTwoDecimals(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs(passingThrough: inputs)
  for end in ["pickup", "dropoff"] {
    for name in ["\(end)_longitude", "\(end)_latitude"] {
      outputs[name] = round(try inputs.float(name) * 100) / 100
    }
  }
  return outputs
}

/// Two arguments of a function, in the wrong order.
func ridesBackwards(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs(passingThrough: inputs)
  for name in ["longitude", "latitude"] {
    outputs["pickup_\(name)"] = try inputs.float("dropoff_\(name)")
    outputs["dropoff_\(name)"] = try inputs.float("pickup_\(name)")
  }
  return outputs
}
// end: wrong-copies

/// The fare model's features as servers make them whose code is a copy of the training's, and not quite the same.
struct WrongCopies {
  let model: EndToEndModel
  /// New rides, which the model was not trained on.
  let rides: Batch
  private let schema: Schema

  init(_ run: PipelineRun) throws {
    try run.perform(.trainFareModel)
    model = try run.savedModel("fare")
    rides = try run.rowsInMemory(run.options.valid ?? run.options.data)
    schema = run.pipeline.schema
  }

  /// Each copy's name, and the features that it makes of the rides; the first is no copy.
  func all() throws -> [(name: String, features: Batch)] {
    [
      ("none: it calls the training's", try model.transformFn.transform(rides)),
      ("pick-up and drop-off change places", try features(of: ridesBackwards)),
      ("the hour is taken from UTC to New York", try features(of: ridesInNewYorkTime)),
      ("mean and deviation of its first 100 rides", try featuresByOwnConstants()),
      ("coordinates have two decimals", try features(of: ridesWithTwoDecimals)),
    ]
  }

  /// The features of the rides as `mistake` changes them first.
  func features(of mistake: @escaping @Sendable (Inputs) throws -> Outputs) throws -> Batch {
    let changed = try PreprocessingGraph(schema: schema, mistake).analyze { _ in BatchesInMemory([]) }
    return try model.transformFn.transform(changed.transform(rides))
  }

  /// The features by the right function, fitted anew on the first 100 of the rides.
  private func featuresByOwnConstants() throws -> Batch {
    let first = rides.slice(0..<min(100, rides.rowCount))
    let fitted = try PreprocessingGraph(schema: schema, fareFeatures).analyze { _ in BatchesInMemory([first])
    }
    return try fitted.selecting(model.featureSchema.features.map(\.name)).transform(rides)
  }
}
