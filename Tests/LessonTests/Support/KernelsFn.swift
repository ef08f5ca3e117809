import Preprocessing
import RawData

/// A preprocessing function of every operation that has a kernel, on columns of `EverythingRows` of every layout, with
/// columns and constants on both sides, and with other operations before, between and behind them.
@Sendable func kernelsPreprocessingFn(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  let (x, n, s) = (try inputs.float("x"), try inputs.int64("n"), try inputs.string("s"))
  let weight = try inputs.float("weight")
  addNumbers(x, weight, "x", to: &outputs)
  addNumbers(try inputs.float("v"), weight, "v", to: &outputs)
  addNumbers(try inputs.float("r"), weight, "r", to: &outputs)
  addNumbers(try impute(inputs.float("r"), with: .constant(-1.5)), weight, "imputed", to: &outputs)
  addIntegers(n, try inputs.int64("label"), to: &outputs)
  try addBuckets(x, n, to: &outputs)
  try addTexts(s, n, to: &outputs)
  addTimes(n * 98_765_432 - 400_000_000, to: &outputs)
  outputs["scaled 01"] = scaleTo01(x)
  outputs["scaled back"] = try inverseScale(scaleToZScore(weight) * 2, of: scaleToZScore(weight))
  outputs["a constant"] = Column<Float>(constant: 2.5)
  outputs["passed through"] = s
  outputs["passed through again"] = s
  return outputs
}

private func addNumbers(_ a: Column<Float>, _ b: Column<Float>, _ name: String, to outputs: inout Outputs) {
  let results: [Column<Float>] = [
    a + b, a - 3, 3 - a, a * b, a / b, 1 / a, floorDiv(a, b), floorMod(a, b), pow(b, a), minimum(a, b),
    maximum(b, a), sqrt(a), square(a), exp(a), log(a), log1p(a), floor(a), ceil(a), round(a), abs(a), -a,
    sign(a), sigmoid(a), tanh(a), sin(a), cos(a), select(where: a .< b, a, else: b),
    select(where: isNaN(a), b, else: 7), Column<Float>(Column<Int64>(select(where: isNaN(a), b, else: 3))),
  ]
  for (index, result) in results.enumerated() { outputs["\(name) number \(index)"] = result }
  let conditions = [a .< b, a .<= 0.5, a .> b, b .>= a, a .== b, a .!= b, isNaN(a), (a .< 1) .& (.!(b .< 1))]
  for (index, condition) in conditions.enumerated() {
    outputs["\(name) condition \(index)"] = Column<Int64>(condition)
  }
}

private func addIntegers(_ n: Column<Int64>, _ m: Column<Int64>, to outputs: inout Outputs) {
  let (one, three) = (Column<Int64>(constant: 1), Column<Int64>(constant: 3))
  let results = [
    n + m, n - 3, 3 - n, n * m, floorDiv(n, m + 2), floorMod(n, -m - 1), floorDiv(n, three),
    floorMod(n, -three),
    minimum(n, m), maximum(n, one), square(n), abs(n), -n, sign(n), select(where: n .< m, n, else: m),
    Column<Int64>((n .== m) .| (n .!= 4)),
  ]
  for (index, result) in results.enumerated() { outputs["integer \(index)"] = result }
}

private func addBuckets(_ x: Column<Float>, _ n: Column<Int64>, to outputs: inout Outputs) throws {
  let bucket = try applyBuckets(x, boundaries: [-10, 0, 10.5])
  outputs["bucket"] = bucket
  outputs["integer bucket"] = try applyBuckets(n, boundaries: [0, 3])
  outputs["integer in float buckets"] = try applyBuckets(n, boundaries: quantiles(x, buckets: 9))
  outputs["bucket hot"] = try oneHot(bucket, depth: 4)
  outputs["many buckets"] = try applyBuckets(x, boundaries: (0..<200).map { Float($0) / 3 - 30 })
}

private func addTexts(_ s: Column<String>, _ n: Column<Int64>, to outputs: inout Outputs) throws {
  outputs["is taxi"] = Column<Int64>(s .== "taxi")
  outputs["texts"] = Column<Int64>((s .< lowercased(s)) .| (s .!= "a") .& (s .>= "b"))
  let id = try computeAndApplyVocabulary(s)
  outputs["crossed"] = try hashedCross(hashedCross(s, n, bins: 100), id, bins: 1000)
  outputs["chosen"] = select(where: id .< 2, s, else: "other")
}

private func addTimes(_ seconds: Column<Int64>, to outputs: inout Outputs) {
  let parts = [
    year(seconds), quarter(seconds), monthOfYear(seconds), weekOfYear(seconds), dayOfYear(seconds),
    dayOfMonth(seconds), dayOfWeek(seconds), hourOfDay(seconds), minuteOfHour(seconds),
    secondOfMinute(seconds),
  ]
  for (index, part) in parts.enumerated() { outputs["time \(index)"] = part }
}
