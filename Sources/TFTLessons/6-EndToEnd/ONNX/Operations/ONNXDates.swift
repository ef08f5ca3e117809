import Preprocessing
import RawData

/// Times as texts, and the parts of times.
enum ONNXDates: ONNXFamily {
  static func export(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXColumn? {
    let graph = operation.graph
    let seconds = operation.value()
    switch operation.name {
    case "parse_datetime": return operation.column(try parsed(operation))
    case "second_of_minute": return operation.column(graph.floorMod(seconds, 60))
    case "minute_of_hour":
      return operation.column(graph.divide(graph.floorMod(seconds, 3600), graph.number(Int64(60))))
    case "hour_of_day":
      return operation.column(graph.divide(graph.floorMod(seconds, 86_400), graph.number(Int64(3600))))
    case "day_of_week":
      // 1970-01-01 was a Thursday, day 4.
      let days = graph.floorDiv(seconds, 86_400)
      return operation.column(graph.floorMod(graph.add(days, graph.number(Int64(4))), 7))
    default:
      guard let part = dateParts[operation.name] else { return nil }
      return operation.column(part(graph, graph.floorDiv(seconds, 86_400)))
    }
  }

  /// The parts of dates, each from the days since 1970.
  private static let dateParts: [String: @Sendable (ONNXGraph, ONNXValue) -> ONNXValue] = [
    "day_of_month": { $0.date($1).day },
    "day_of_year": { $0.dayOfYear($0.date($1)) },
    "week_of_year": { $0.isoWeek($1) },
    "month_of_year": { $0.date($1).month },
    "quarter": { graph, days in
      graph.divide(graph.add(graph.date(days).month, graph.number(Int64(2))), graph.number(Int64(3)))
    },
    "year": { $0.date($1).year },
  ]

  /// The seconds since 1970 that texts say; a text that says none has no result.
  private static func parsed(_ operation: ONNXOperation) throws(ONNXRefusal) -> ONNXValue {
    let graph = operation.graph
    let text = operation.parameter("format") == nil ? DateTimeFormat.taxi : operation.text("format")
    let format: DateTimeFormat
    do throws(RowError) {
      format = try DateTimeFormat(text)
    } catch {
      throw ONNXRefusal(error.problem)
    }
    let parser = try ONNXDateParser(format, graph)
    var columns: [ONNXValue] = []
    for index in 0..<operation.value().width {
      let (seconds, isFailed) = parser.seconds(graph.column(operation.value(), index))
      operation.fail(where: isFailed)
      columns.append(seconds)
    }
    return graph.concatenate(columns)
  }
}
