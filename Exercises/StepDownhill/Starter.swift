// Training in its smallest form: a straight line, prediction = slope * x + intercept, and the loss is the mean of the squared errors.
// The loop is right. What is missing is the gradient: by how much the loss grows when the slope grows a little, and when
// the intercept does. Work both out on paper (the derivative of a square, times what is inside), and write them down.

struct Line {
  var slope = 0.0
  var intercept = 0.0

  func callAsFunction(_ x: Double) -> Double { slope * x + intercept }
}

func gradient(_ line: Line, _ x: [Double], _ y: [Double]) -> (slope: Double, intercept: Double) {
  (0, 0)
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
