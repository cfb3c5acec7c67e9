using System.Buffers.Binary;
using System.Text;
using FluentAssertions;
using Hybrid.Core.IO;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class SafetensorsFileTests
{
    private const string TwoTensors =
        """{"__metadata__":{"k":"v"},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"a":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}""";

    private static readonly byte[] SixteenBytes = [.. BitConverter.GetBytes(2.5), .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-3f)];

    private static byte[] File(string header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        return [.. length, .. Encoding.UTF8.GetBytes(header), .. data];
    }

    [Fact]
    public void What_is_written_is_read_bit_for_bit()
    {
        SafetensorsTensor[] tensors =
        [
            new("l1.weight", [2, 3], new double[] { 1, -0.0, double.Epsilon, Math.PI, double.MaxValue, 1e-300 }),
            new("scalar", [], new double[] { 42 }),
            new("empty", [0, 4], Array.Empty<double>()),
        ];
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, tensors, new Dictionary<string, string> { ["größe"] = "5 \"Å\"" });
        var file = SafetensorsFile.Read(stream.ToArray(), "memory");

        file.Metadata.Should().Equal(new Dictionary<string, string> { ["größe"] = "5 \"Å\"" });
        foreach (var tensor in tensors)
        {
            file.Values(tensor.Name, tensor.Shape.AsSpan()).ToArray().Select(BitConverter.DoubleToInt64Bits)
                .Should().Equal(tensor.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
        }

        // Data begin at a multiple of eight bytes.
        (BinaryPrimitives.ReadInt64LittleEndian(stream.ToArray()) % 8).Should().Be(0);
    }

    [Fact]
    public void Single_precision_and_any_order_of_the_header_are_read()
    {
        var file = SafetensorsFile.Read(File(TwoTensors, SixteenBytes), "f");

        file.Values("a", 1, 1).ToArray().Should().Equal(2.5);
        file.Values("b", 2).ToArray().Should().Equal(1.5, -3.0);
        file.Metadata["k"].Should().Be("v");
    }

    [Fact]
    public void A_missing_tensor_and_a_wrong_shape_are_named()
    {
        var file = SafetensorsFile.Read(File(TwoTensors, SixteenBytes), "f");

        file.Invoking(f => f.Values("c")).Should().Throw<SafetensorsFormatException>().WithMessage("f: a tensor called c was expected, but there is none.");
        file.Invoking(f => f.Values("b", 3)).Should().Throw<SafetensorsFormatException>().WithMessage("f: b of shape [3] was expected, but its shape is [2].");
    }

    [Theory]
    [InlineData("[8,16]", "[8,17]", "f: 8 bytes of b, shape [2], were expected, but its data_offsets are 8 and 17.")]
    [InlineData("[8,16]", "[4,12]", "*b from byte 8 of the data was expected, but it is said to begin at 4: tensors overlap or leave a gap.")]
    [InlineData("[8,16]", "[9,17]", "*tensors overlap or leave a gap.")]
    [InlineData("[8,16]", "[16,8]", "f: 8 bytes of b*")]
    [InlineData("F32", "BF16", "f: the dtype F64 or F32 of b was expected, but it is BF16.")]
    [InlineData("\"shape\":[2]", "\"shape\":[-2]", "f: dtype, shape and two data_offsets of b were expected in the header, but they aren't there.")]
    [InlineData("\"shape\":[2]", "\"shape\":[4294967296,4294967296,4]", "f: lengths below 2³¹ of b were expected, but one is 4294967296.")]
    [InlineData("\"shape\":[2]", "\"shape\":[2000000000,2000000000,2000000000]", "f: *bytes of b*")]
    [InlineData("\"a\"", "\"b\"", "f: each name once was expected in the header, but b is there twice.")]
    [InlineData("{\"k\":\"v\"}", "{\"k\":1}", "f: text as metadata k was expected, but it is of kind Number.")]
    [InlineData("{\"k\":\"v\"}", "7", "f: an object of texts as __metadata__ was expected, but it is of kind Number.")]
    [InlineData("}}", "}", "f: a header in JSON was expected, but it can't be read as such.")]
    public void A_header_that_cannot_be_is_told_in_a_sentence(string good, string bad, string sentence) =>
        FluentActions.Invoking(() => SafetensorsFile.Read(File(TwoTensors.Replace(good, bad, StringComparison.Ordinal), SixteenBytes), "f"))
            .Should().Throw<SafetensorsFormatException>().WithMessage(sentence);

    [Fact]
    public void A_header_that_is_no_object_is_told() =>
        FluentActions.Invoking(() => SafetensorsFile.Read(File("[]", []), "f")).Should().Throw<SafetensorsFormatException>().WithMessage("f: a JSON object as header was expected, but it is of kind Array.");

    [Fact]
    public void Every_truncation_is_noticed()
    {
        var whole = File(TwoTensors, SixteenBytes);
        for (var length = 0; length < whole.Length; length++)
            FluentActions.Invoking(() => SafetensorsFile.Read(whole.AsMemory(0, length), "f")).Should().Throw<SafetensorsFormatException>($"{length} bytes are not all").WithMessage("f: *truncated*");
    }

    [Fact]
    public void What_follows_the_data_is_noticed() =>
        FluentActions.Invoking(() => SafetensorsFile.Read(File(TwoTensors, [.. SixteenBytes, 0]), "f"))
            .Should().Throw<SafetensorsFormatException>().WithMessage("f: data of 16 bytes were expected, but there are 17.");

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        using var stream = new MemoryStream();
        FluentActions.Invoking(() => SafetensorsFile.Write(stream, [new("x", [3], new double[2])])).Should().Throw<ArgumentException>().WithMessage("x of shape [3] was given 2 values.*");
        FluentActions.Invoking(() => SafetensorsFile.Write(stream, [new("x", [], new double[1]), new("x", [], new double[1])]))
            .Should().Throw<ArgumentException>().WithMessage("*but x is.*");
    }
}
