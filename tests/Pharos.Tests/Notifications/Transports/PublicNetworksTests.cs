using System.Net;
using Pharos.Notifications.Transports;

namespace Pharos.Tests.Notifications.Transports;

[Trait("Runs", "Once")]
public sealed class PublicNetworksTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:a00:1::")]
    [InlineData("2001:0:808:808:0:0:80ff:fffe")]
    [InlineData("2001:db8::1")]
    public void What_is_not_the_open_internet_is_not_public(string address) =>
        Assert.False(PublicNetworks.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::")]
    [InlineData("2606:4700::1111")]
    public void The_open_internet_is(string address) => Assert.True(PublicNetworks.Has(IPAddress.Parse(address)));
}
