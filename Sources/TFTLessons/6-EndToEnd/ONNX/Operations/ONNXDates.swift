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
      return part(operation.name, graph, graph.floorDiv(seconds, 86_400)).map(operation.column)
    }
  }

  /// A part of a date.
  private static func part(_ name: String, _ graph: ONNXGraph, _ days: ONNXValue) -> ONNXValue? {
    switch name {
    case "day_of_month": return graph.date(days).day
    case "month_of_year": return graph.date(days).month
    case "year": return graph.date(days).year
    case "quarter":
      let month = graph.date(days).month
      return graph.divide(graph.add(month, graph.number(Int64(2))), graph.number(Int64(3)))
    case "day_of_year": return graph.dayOfYear(graph.date(days))
    case "week_of_year": return graph.isoWeek(days)
    default: return nil
    }
  }

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
