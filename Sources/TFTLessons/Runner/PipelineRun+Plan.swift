import RawData

extension PipelineRun {
  /// What a run of `tasks` would do, each with those it needs before it, and why. Nothing is written.
  func plan(_ tasks: [PipelineTask]) throws -> [(task: PipelineTask, plan: String)] {
    var plan: [(task: PipelineTask, plan: String)] = []
    var verdicts: [PipelineTask: TaskVerdict] = [:]
    for task in tasks {
      for step in task.withPrerequisites where verdicts[step] == nil {
        let isClean = verdicts[.cleanDirectory] != nil && !step.products.isEmpty
        let verdict = isClean ? .notDone : try verdict(on: step, after: verdicts)
        verdicts[step] = verdict
        plan.append((step, step == .cleanDirectory ? try cleaningPlan() : text(of: verdict)))
      }
    }
    return plan
  }

  private func text(of verdict: TaskVerdict) -> String {
    switch verdict {
    case .upToDate, .after: options.isForced ? "would run: --force" : verdict.plan
    default: verdict.plan
    }
  }

  /// Whether a task is to be done, where `earlier` says it of those before it.
  func verdict(on task: PipelineTask, after earlier: [PipelineTask: TaskVerdict]) throws -> TaskVerdict {
    guard !task.products.isEmpty else { return .always }
    if task == .transformTFRecords {
      do {
        try FittedFiles(directory: directory.transformedRecords).checkUnedited()
      } catch let error as InputError {
        return .refused("\(error)")
      }
    }
    let record = try state().records[task]
    guard record != nil else { return .notDone }
    let own = try verdict(on: task, facts(of: task), record)
    guard case .upToDate = own else { return own }
    let source = task.prerequisites.first { prerequisite in
      if case .upToDate? = earlier[prerequisite] { false } else { earlier[prerequisite] != nil }
    }
    return source.map { .after($0) } ?? own
  }
}

extension PipelineTask {
  /// It and all that it needs, in the order in which they are done.
  var withPrerequisites: [PipelineTask] { prerequisites.flatMap(\.withPrerequisites) + [self] }
}
