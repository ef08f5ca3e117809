struct Line {
  var slope = 0.0
  var intercept = 0.0

  func callAsFunction(_ x: Double) -> Double { slope * x + intercept }
}

func gradient(_ line: Line, _ x: [Double], _ y: [Double]) -> (slope: Double, intercept: Double) {
  let errors = zip(x, y).map { line($0) - $1 }
  let count = Double(x.count)
  let slope = zip(errors, x).reduce(0) { $0 + 2 * $1.0 * $1.1 } / count
  return (slope, errors.reduce(0) { $0 + 2 * $1 } / count)
}

func trained(on x: [Double], _ y: [Double], steps: Int, learningRate: Double) -> Line {
  var line = Line()
  for _ in 0..<steps {
    let uphill = gradient(line, x, y)
    line.slope -= learningRate * uphill.slope
    line.intercept -= learningRate * uphill.intercept
  }
  return line
}
