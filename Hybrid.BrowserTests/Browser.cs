using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

/// <summary>
/// The Chromium of the system, without a window and with WebGL in software. HYBRID_CHROMIUM names another one than the first
/// on the path. Nothing is downloaded.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable(),
            Headless = true,
            Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--hide-scrollbars"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    internal async Task<OpenPage> Open(Learn.Reports.SpectrumPage content, ColorScheme colours = ColorScheme.Light, int width = 1100, int height = 700) =>
        await Open(content.Write, colours, width, height);

    internal async Task<OpenPage> Open(Action<string> write, ColorScheme colours = ColorScheme.Light, int width = 1100, int height = 700) =>
        await OpenPage.Of(await Window(colours, width, height), write);

    internal async Task<OpenPage> OpenFile(string file, int width = 1100, int height = 700) => await OpenPage.OfFile(await Window(ColorScheme.Light, width, height), file);

    private async Task<IPage> Window(ColorScheme colours, int width, int height) => await browser!.NewPageAsync(new BrowserNewPageOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = height },
        ColorScheme = colours,
    });

    private static string Executable()
    {
        if (Environment.GetEnvironmentVariable("HYBRID_CHROMIUM") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var candidates = from folder in folders from name in Names select Path.Combine(folder, name);
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Chromium was expected on the path or in HYBRID_CHROMIUM; on Debian: apt-get install chromium.");
    }
}
