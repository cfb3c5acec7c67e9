using Examples.Library;

// Structures are copied beside the executable.
var folder = AppContext.BaseDirectory;
Tour.Run(folder, Console.Out);
