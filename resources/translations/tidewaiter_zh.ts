<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BusyBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ConfirmBar</name>
    <message>
        <source>No, go back</source>
        <translation>否，返回</translation>
    </message>
</context>
<context>
    <name>DeskSettings</name>
    <message>
        <source>Look and language</source>
        <translation>外观与语言</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描枪</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Row height for gloves</source>
        <translation>大行高（戴手套）</translation>
    </message>
    <message>
        <source>Longest time between two keys</source>
        <translation>两键最长间隔</translation>
    </message>
    <message>
        <source>Prefix sent by the scanner</source>
        <translation>扫描枪前缀字符</translation>
    </message>
    <message>
        <source>With a prefix set, typing is never held back.</source>
        <translation>设置前缀后，键盘输入不会有任何延迟。</translation>
    </message>
    <message>
        <source>Read keys by</source>
        <translation>按键识读方式</translation>
    </message>
    <message>
        <source>What looks like a code</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Place on a US keyboard</source>
        <translation>按美式键盘位置</translation>
    </message>
    <message>
        <source>Layout of this computer</source>
        <translation>按本机键盘布局</translation>
    </message>
    <message>
        <source>Scan any code: what arrives is shown below.</source>
        <translation>扫描任意条码：读取结果显示在下方。</translation>
    </message>
</context>
<context>
    <name>FigurePair</name>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
</context>
<context>
    <name>FigureTile</name>
    <message>
        <source>yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>same day last year</source>
        <translation>去年同日</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked by {officer}</source>
        <translation>已由 {officer} 锁定</translation>
    </message>
    <message>
        <source>Your work stays as it is. Enter your passphrase to go on.</source>
        <translation>您的工作内容保持不变。请输入口令继续。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Another officer signs in</source>
        <translation>其他关员登录</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Tidewaiter</source>
        <translation>知识产权海关查验</translation>
    </message>
    <message>
        <source>Scan or search: number, mark, holder, party (Ctrl+F)</source>
        <translation>扫描或检索：编号、商标、权利人、当事人（Ctrl+F）</translation>
    </message>
    <message>
        <source>Scan or search</source>
        <translation>扫描或检索</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定（Ctrl+L）</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Path</name>
    <message>
        <source>Queue</source>
        <translation>待查队列</translation>
    </message>
    <message>
        <source>Bench</source>
        <translation>查验台</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Tallies</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>备案库</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>已写入磁盘</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>关员</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>工作站</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>班次</translation>
    </message>
    <message>
        <source>Not yet proved at the centre</source>
        <translation>尚未经中心确认</translation>
    </message>
    <message>
        <source>Age of the register</source>
        <translation>备案库数据时效</translation>
    </message>
    <message>
        <source>Last contact with the centre</source>
        <translation>最近一次与中心联系</translation>
    </message>
    <message>
        <source>{count} only here</source>
        <translation>{count} 条仅存本机</translation>
    </message>
    <message>
        <source>all at the centre</source>
        <translation>均已上传中心</translation>
    </message>
    <message>
        <source>no register loaded</source>
        <translation>尚未载入备案库</translation>
    </message>
    <message>
        <source>register {days} days old</source>
        <translation>备案库已 {days} 天未更新</translation>
    </message>
    <message>
        <source>register {hours} h old</source>
        <translation>备案库 {hours} 小时前更新</translation>
    </message>
    <message>
        <source>no contact yet</source>
        <translation>尚未联系中心</translation>
    </message>
    <message>
        <source>last contact {at}</source>
        <translation>最近联系 {at}</translation>
    </message>
</context>
</TS>
