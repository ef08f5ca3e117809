import Preprocessing
import RawData
import TransformedData

extension ONNXFunctions {
  private static func text(_ text: String) -> Column<String> {
    Column(node: .constant(FeatureValues(ByteStrings([text]))))
  }

  @Sendable static func dates(_ inputs: Inputs) throws -> Outputs {
    y(parseDateTime(try inputs.string("time")))
  }

  /// Formats of every kind, each with texts of its own.
  static let dateFormats: [(id: String, function: PreprocessingFn)] = [
    "%Y%m%d %H%M%S", "%d.%m.%y, %-H:%-M", "%F", "%j/%Y %T", "%s", "%-I:%M %p on %d %b %Y", "(%B %-d, %Y)",
    "%A %F",
    "%Y-%m-%dT%H:%M:%S.%fZ", "%m%%%d",
  ].map { format in (id: "format \(format)", function: { inputs in try parsed(inputs, format) }) }

  /// The row chooses the text; some rows have none that is a time.
  private static func parsed(_ inputs: Inputs, _ format: String) throws -> Outputs {
    let k = try inputs.int64("k")
    var chosen = text("nothing")
    for (index, choice) in texts(of: format).enumerated() {
      chosen = select(where: k .== Column(constant: Int64(index) - 4), text(choice), else: chosen)
    }
    return y(try parseDateTime(chosen, format: format))
  }

  private static func texts(of format: String) -> [String] {
    switch format {
    case "%Y%m%d %H%M%S": ["20090615 172621", "20130229 000000", "20120229 235959", "2009061 172621"]
    case "%d.%m.%y, %-H:%-M": ["15.06.09, 5:7", "15.06.69, 05:59", "31.12.68, 23:0", "1.6.09, 5:7"]
    case "%F": ["2009-06-15", "2000-02-30", "1600-02-29"]
    case "%j/%Y %T": ["366/2012 00:00:01", "366/2013 00:00:01", "001/1970 00:00:00", "000/1970 00:00:00"]
    case "%s": ["0", "1245086781", "000000000000000001", "-1"]
    case "%-I:%M %p on %d %b %Y":
      [
        "5:26 PM on 15 Jun 2009", "12:00 am on 01 may 1999", "12:59 pm on 31 DEC 1969",
        "13:00 PM on 15 Jun 2009",
      ]
    case "(%B %-d, %Y)": ["(June 5, 2009)", "(may 31, 2009)", "(SEPTEMBER 31, 2009)", "(Sep 3, 2009)"]
    case "%A %F": ["Monday 2009-06-15", "sunday 2009-06-15", "Mon 2009-06-15"]
    case "%Y-%m-%dT%H:%M:%S.%fZ":
      ["2009-06-15T17:26:21.5Z", "2009-06-15T17:26:21.123456789Z", "2009-06-15T17:26:21.Z"]
    default: ["12%31", "2%31", "02%29"]
    }
  }

  @Sendable static func datePartsFn(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let seconds = try inputs.int64("seconds")
    let parts = [
      year(seconds), quarter(seconds), monthOfYear(seconds), weekOfYear(seconds), dayOfYear(seconds),
      dayOfMonth(seconds), dayOfWeek(seconds), hourOfDay(seconds), minuteOfHour(seconds),
      secondOfMinute(seconds),
      Column<Int64>(isWeekend(seconds)),
    ]
    for (index, part) in parts.enumerated() { outputs["part \(index)"] = part }
    return outputs
  }

  @Sendable static func encodings(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let k = try inputs.int64("k")
    outputs["hot"] = try oneHot(k, depth: 5)
    outputs["hot vector"] = try oneHot(concat(k, try inputs.int64("i")), depth: 4)
    outputs["circle"] = try cyclicEncoding(k, period: 7)
    outputs["float circle"] = try cyclicEncoding(try inputs.float("x"), period: 24)
    return outputs
  }

  @Sendable static func crosses(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (i, j, k) = (try inputs.int64("i"), try inputs.int64("j"), try inputs.int64("k"))
    outputs["two"] = try hashedCross(i, j, bins: 1000)
    outputs["three"] = try hashedCross(i, j, k, bins: 7)
    outputs["one"] = try hashedCross(i, bins: 1 << 40)
    outputs["ids of texts"] = try hashedCross(
      try computeAndApplyVocabulary(try inputs.string("s")),
      k,
      bins: 64
    )
    return outputs
  }

  @Sendable static func vocabularies(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (s, k) = (try inputs.string("s"), try inputs.int64("k"))
    outputs["ids"] = try computeAndApplyVocabulary(s, vocabFilename: "words")
    outputs["default"] = try computeAndApplyVocabulary(s, defaultValue: 99, vocabFilename: "words again")
    outputs["one bucket"] = try computeAndApplyVocabulary(s, numOOVBuckets: 1, vocabFilename: "bucket")
    outputs["integers"] = try computeAndApplyVocabulary(k, vocabFilename: "integers")
    outputs["vector"] = try computeAndApplyVocabulary(
      try inputs.string("words"),
      topK: 2,
      vocabFilename: "two"
    )
    outputs["none"] = try computeAndApplyVocabulary(s, frequencyThreshold: 1000, vocabFilename: "none")
    return outputs
  }

  @Sendable static func tokens(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let words = try vocabulary(try inputs.string("s"), vocabFilename: "tokens")
    let k = try inputs.int64("k")
    outputs["token"] = vocabularyTokens(k, words, defaultValue: "?")
    outputs["ids"] = try applyVocabulary(try inputs.string("words"), words)
    outputs["frequency"] = try documentFrequency(maximum(k, Column(constant: 0)), vocabSize: 9)
    outputs["inverse"] = try idf(maximum(k, Column(constant: 0)), vocabSize: 9)
    return outputs
  }

  @Sendable static func probabilities(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    outputs["texts"] = estimatedProbabilityDensity(categorical: try inputs.string("s"))
    outputs["integers"] = estimatedProbabilityDensity(categorical: try inputs.int64("k"))
    outputs["numbers"] = try estimatedProbabilityDensity(try inputs.float("x"), boundaryCount: 5)
    return outputs
  }

  @Sendable static func encodedTargets(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    outputs["texts"] = try targetEncoding(try inputs.string("s"), label: try inputs.float("y"))
    outputs["integers"] = try targetEncoding(
      try inputs.int64("k"),
      label: try inputs.float("y"),
      smoothing: 1
    )
    return outputs
  }

  @Sendable static func missingValues(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (f, i, s) = (try inputs.float("mf"), try inputs.int64("mi"), try inputs.string("ms"))
    outputs["mean"] = try impute(f, with: .mean)
    outputs["constant"] = try impute(f, with: .constant(-1.5))
    outputs["integer"] = try impute(i, with: .mostFrequent)
    outputs["text"] = try impute(s, with: .constant("none"))
    outputs["float is missing"] = Column<Int64>(isMissing(f))
    outputs["integer is missing"] = Column<Int64>(isMissing(i))
    outputs["text is missing"] = Column<Int64>(isMissing(s))
    outputs["nothing is missing"] = Column<Int64>(isMissing(try inputs.int64("i")))
    outputs["count"] = wordCount(s)
    outputs["dense"] = try sparseTensorToDenseWithShape(f, width: 2, defaultValue: 7)
    outputs["dense text"] = try sparseTensorToDenseWithShape(s, width: 1, defaultValue: "-")
    return outputs
  }

  /// Missing values stay missing.
  @Sendable static func missingPassedOn(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (f, i, s) = (try inputs.float("mf"), try inputs.int64("mi"), try inputs.string("ms"))
    outputs["float"] = scaleTo01(f) + 1
    outputs["integer"] = i + 1
    outputs["with others"] = try f + inputs.float("y")
    outputs["text"] = join(s, text("!"))
    outputs["bucket"] = try applyBuckets(f, boundaries: [0, 1])
    outputs["id"] = try computeAndApplyVocabulary(s)
    outputs["aligned"] = sparseTensorLeftAlign(f)
    outputs["given"] = s
    return outputs
  }

  @Sendable static func texts(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let (s, time) = (try inputs.string("s"), try inputs.string("time"))
    outputs["joined"] = join(s, time, separator: "/")
    outputs["lower"] = lowercased(s)
    outputs["upper"] = uppercased(s)
    outputs["matches"] = try regexFullMatch(s, pattern: "[a-z]+|T.*")
    outputs["number"] = asString(try inputs.int64("i"))
    return outputs
  }

  @Sendable static func textNumbers(_ inputs: Inputs) throws -> Outputs {
    var outputs = Outputs()
    let number = asString(try inputs.int64("i"))
    outputs["integer"] = stringToNumber(number, as: Int64.self)
    outputs["float"] = stringToNumber(number)
    outputs["fraction"] = stringToNumber(join(text(" "), number, text(".5e-3 ")))
    return outputs
  }
}
