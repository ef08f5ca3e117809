import Runner

LessonsTool.main()
