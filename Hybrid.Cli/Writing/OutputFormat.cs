namespace Hybrid.Cli.Writing;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One QCSchema object per structure and line.</summary>
    Json,
}
