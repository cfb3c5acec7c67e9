namespace Hybrid.Learn.Data;

/// <summary>Where in a file a label stands.</summary>
/// <param name="Target">What it means.</param>
/// <param name="Key">The key of the frame, or of the column of its atoms.</param>
/// <param name="IsOptional">True when frames without the key are fine: the label is then not known.</param>
public sealed record Label(LabelTarget Target, string Key, bool IsOptional = false)
{
    /// <summary>Reads <c>target=key</c>; a question mark after the key makes the label optional.</summary>
    /// <example><c>singlet_1_energy_ev=E1_CC2_eV</c>, <c>triplet_1_energy_ev=T1_eV?</c></example>
    /// <exception cref="ArgumentException">Not a target and a key.</exception>
    public static Label Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1
            ? Parse(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new ArgumentException($"A target and a key such as energy_ev=E1_CC2_eV were expected, but \"{text}\" came.", nameof(text));
    }

    /// <summary>A target and a key; a question mark after the key makes the label optional.</summary>
    /// <exception cref="ArgumentException">No such target, or no key.</exception>
    public static Label Parse(string target, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var isOptional = key.EndsWith('?');
        var name = isOptional ? key[..^1] : key;
        return name.Length > 0
            ? new Label(LabelTarget.Parse(target), name, isOptional)
            : throw new ArgumentException($"A key of the file was expected for {target}, but \"{key}\" came.", nameof(key));
    }
}
