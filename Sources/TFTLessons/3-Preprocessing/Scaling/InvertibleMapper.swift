/// A mapper that another one takes back: with the same inputs, but the first one, it turns the results into the values
/// they came from.
protocol InvertibleMapper: Mapper {
  var inverse: any Mapper { get }
}
