using Microsoft.Playwright;

namespace Hybrid.BrowserTests;

/// <summary>A page opened from a file, with what went wrong in it and whom it asked.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    /// <summary>ms; a busy machine takes half a minute for what takes a second.</summary>
    private const float LongestWait = 120_000;

    private readonly string file;

    private OpenPage(IPage page, string file)
    {
        Page = page;
        this.file = file;
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses beyond the file itself and what it holds.</summary>
    public List<string> Requests { get; } = [];

    public long Size => new FileInfo(file).Length;

    public ILocator Card => Page.Locator("#orbital-card");

    public ILocator Rows => Page.Locator("#states tbody tr");

    /// <summary>A page that is written now.</summary>
    public static async Task<OpenPage> Of(IPage page, Action<string> write)
    {
        var file = Path.Combine(Path.GetTempPath(), $"page-{Guid.NewGuid():N}.html");
        write(file);
        return await OfFile(page, file);
    }

    /// <summary>A page that is there already; it is deleted in the end.</summary>
    public static async Task<OpenPage> OfFile(IPage page, string file)
    {
        var open = new OpenPage(page, file);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsOfTheDriver(message.Text))
                open.Complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => open.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (request.Url != new Uri(file).AbsoluteUri && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                open.Requests.Add(request.Url);
        };
        page.SetDefaultTimeout(LongestWait);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        try
        {
            await page.WaitForSelectorAsync("html[data-ready=true]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The page was never ready. It said: {string.Join("; ", open.Complaints)}", exception);
        }

        return open;
    }

    /// <summary>The picture of a view, as it is drawn.</summary>
    public async Task<string> Pixels(string view) => await Page.EvaluateAsync<string>("view => document.querySelector(view + ' canvas').toDataURL()", view);

    public async Task WaitForState(string label) => await Page.WaitForSelectorAsync($"#orbital-card[data-state='{label}']");

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        File.Delete(file);
    }

    /// <summary>Software rendering is slow, and the graphics driver says so when pixels are read.</summary>
    private static bool IsOfTheDriver(string text) => text.Contains("GL Driver Message", StringComparison.Ordinal);
}
