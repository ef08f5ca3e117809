import Preprocessing
import RawData

/// A preprocessing function that analyzes `EverythingRows` in every way there is, in two phases.
@Sendable func everythingPreprocessingFn(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  try addFigures(of: inputs, to: &outputs)
  try addScalings(of: inputs, to: &outputs)
  try addBuckets(of: inputs, to: &outputs)
  try addHistograms(of: inputs, to: &outputs)
  try addVocabularies(of: inputs, to: &outputs)
  try addTokens(of: inputs, to: &outputs)
  try addFillings(of: inputs, to: &outputs)
  return outputs
}

private func addFigures(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (x, n, v, r) = (
    try inputs.float("x"), try inputs.int64("n"), try inputs.float("v"), try inputs.float("r")
  )
  for (name, column) in [("x", x), ("v", v), ("r", r)] {
    let (left, right) = tukeyHParams(column)
    let figures = [
      min(column), max(column), sum(column), mean(column), variance(column), tukeyLocation(column),
      tukeyScale(column), left, right,
    ]
    for (index, figure) in figures.enumerated() { outputs["\(name) figure \(index)"] = figure }
    outputs["\(name) size"] = size(column)
  }
  for (index, figure) in [min(n), max(n), sum(n), size(n), size(try inputs.string("tokens"))].enumerated() {
    outputs["n figure \(index)"] = figure
  }
  outputs["n mean"] = mean(n)
  outputs["n variance"] = variance(n)
  outputs["n location"] = tukeyLocation(n)
  let (left, right) = try tukeyHParams(v, elementwise: true)
  let elements = [
    try min(v, elementwise: true), try max(v, elementwise: true), try sum(v, elementwise: true),
    try mean(v, elementwise: true), try variance(v, elementwise: true),
    try tukeyLocation(v, elementwise: true), try tukeyScale(v, elementwise: true), left, right,
    try covariance(v), try matmul(v, try pca(v, outputDim: 2)),
  ]
  for (index, figure) in elements.enumerated() { outputs["v element figure \(index)"] = figure }
  outputs["v element size"] = try size(v, elementwise: true)
}

private func addScalings(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (x, n, v, r, s) = (
    try inputs.float("x"), try inputs.int64("n"), try inputs.float("v"), try inputs.float("r"),
    try inputs.string("s")
  )
  let scaled = scaleTo01(r)
  outputs["scaled"] = scaled
  outputs["scaled again"] = scaleTo01(log1p(scaled))
  outputs["scaled back"] = try inverseScale(scaled, of: scaled)
  outputs["01"] = scaleTo01(x)
  outputs["01 elements"] = try scaleTo01(v, elementwise: true)
  outputs["01 key"] = try scaleTo01PerKey(x, key: s)
  outputs["range"] = try scaleByMinMax(n, outputMin: -1)
  outputs["range key elements"] = try scaleByMinMaxPerKey(v, key: n, outputMax: 9, elementwise: true)
  outputs["z"] = scaleToZScore(n)
  outputs["z elements"] = try scaleToZScore(v, elementwise: true)
  outputs["z key"] = try scaleToZScorePerKey(r, key: s)
  outputs["z key elements"] = try scaleToZScorePerKey(v, key: n, elementwise: true)
  outputs["z of z by bucket"] = try scaleToZScorePerKey(scaleToZScore(x), key: try bucketize(x, buckets: 3))
  outputs["gaussian"] = scaleToGaussian(x)
  outputs["gaussian elements"] = try scaleToGaussian(v, elementwise: true)
}

private func addBuckets(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (x, n, v, r, s) = (
    try inputs.float("x"), try inputs.int64("n"), try inputs.float("v"), try inputs.float("r"),
    try inputs.string("s")
  )
  let weight = try inputs.float("weight")
  outputs["quantiles"] = try quantiles(x, buckets: 7)
  outputs["quantiles weighted"] = try quantiles(x, buckets: 7, weights: weight)
  outputs["quantiles elements"] = try quantiles(v, buckets: 4, weights: weight, elementwise: true)
  outputs["quantiles again"] = try quantiles(scaleTo01(n), buckets: 3)
  let bucket = try bucketize(r, buckets: 5)
  outputs["bucket"] = bucket
  outputs["bucket range"] = try bucketRange(bucket, of: bucket)
  outputs["bucket elements"] = try bucketize(v, buckets: 3, elementwise: true)
  outputs["bucket key"] = try bucketizePerKey(x, key: s, buckets: 3)
  outputs["bucket key weighted"] = try bucketizePerKey(n, key: s, buckets: 2, weights: weight)
  outputs["bucket of buckets"] = try bucketize(
    applyBucketsWithInterpolation(r, boundaries: quantiles(r, buckets: 4)),
    buckets: 3
  )
}

private func addHistograms(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (n, r, s) = (try inputs.int64("n"), try inputs.float("r"), try inputs.string("s"))
  let (texts, textCounts) = countPerKey(s)
  let (integers, integerCounts) = countPerKey(n)
  outputs["texts"] = texts
  outputs["text counts"] = textCounts
  outputs["integers"] = integers
  outputs["integer counts"] = integerCounts
  outputs["histogram"] = try histogram(r, boundaries: [0, 10, 40]).counts
  outputs["histogram of range"] = try histogram(r, boundaryCount: 4).counts
  outputs["histogram of categories"] = histogram(categorical: n).counts
  outputs["density"] = try estimatedProbabilityDensity(r, boundaryCount: 5)
  outputs["probability"] = estimatedProbabilityDensity(categorical: s)
}

private func addVocabularies(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (n, s, tokens) = (try inputs.int64("n"), try inputs.string("s"), try inputs.string("tokens"))
  let (weight, label) = (try inputs.float("weight"), try inputs.int64("label"))
  outputs["ids"] = try computeAndApplyVocabulary(tokens, numOOVBuckets: 2, vocabFilename: "tokens")
  outputs["integer ids"] = try computeAndApplyVocabulary(n, topK: 4, storeFrequency: true)
  outputs["ids of buckets"] = try computeAndApplyVocabulary(
    join(asString(bucketize(inputs.float("x"), buckets: 3)), s, separator: "/")
  )
  try vocabulary(s, topK: 5, vocabFilename: "weighted", storeFrequency: true, weights: weight)
  try vocabulary(s, vocabFilename: "labelled", storeFrequency: true, labels: label)
  try vocabulary(
    tokens,
    vocabFilename: "adjusted",
    storeFrequency: true,
    labels: label,
    useAdjustedMutualInfo: true,
    minDiffFromAvg: 0
  )
  try vocabulary(
    s,
    topK: 2,
    vocabFilename: "covered",
    reservedTokens: ["first"],
    coverageTopK: 1,
    keyFn: { String($0.unicodeScalars.first ?? " ") },
    fingerprintShuffle: true,
    fileFormat: .tfrecordGzip
  )
  try approximateVocabulary(tokens, topK: 3, vocabFilename: "approximate", storeFrequency: true)
  try approximateVocabulary(s, topK: 3, vocabFilename: "approximate weighted", weights: weight)
}

private func addTokens(of inputs: Inputs, to outputs: inout Outputs) throws {
  let terms = try vocabulary(try inputs.string("tokens"), vocabFilename: "terms")
  let ids = try applyVocabulary(try inputs.string("tokens"), terms)
  outputs["weights"] = tfidf(ids, vocabSize: terms.size).weights
  outputs["frequency"] = documentFrequency(ids, vocabSize: terms.size)
  outputs["inverse frequency"] = try idf(try inputs.int64("n") + 2, vocabSize: 9)
}

private func addFillings(of inputs: Inputs, to outputs: inout Outputs) throws {
  let (x, n, r, s) = (
    try inputs.float("x"), try inputs.int64("n"), try inputs.float("r"), try inputs.string("s")
  )
  outputs["mean put in"] = try impute(r, with: .mean)
  outputs["median put in"] = try impute(x, with: .median)
  outputs["median of elements put in"] = try impute(inputs.float("v"), with: .median)
  outputs["most frequent put in"] = try impute(r, with: .mostFrequent)
  outputs["integer put in"] = try impute(n, with: .mostFrequent)
  outputs["text put in"] = try impute(s, with: .mostFrequent)
  outputs["texts put in"] = try impute(inputs.string("words"), with: .mostFrequent)
  outputs["z of what was put in"] = scaleToZScore(try impute(r, with: .median))
  outputs["target"] = try targetEncoding(s, label: inputs.int64("label"))
  outputs["target out of fold"] = try targetEncoding(
    inputs.string("tokens"),
    label: x,
    smoothing: 2.5,
    folds: 3,
    foldBy: n
  )
}
