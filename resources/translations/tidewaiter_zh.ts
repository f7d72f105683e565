<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BenchPage</name>
    <message>
        <source>goods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>declared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{goods} (undeclared)</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>scan</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Bench</source>
        <translation>查验台</translation>
    </message>
    <message>
        <source>The goods lines of the declaration stand here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Scan a code, drop a picture here, or type a count.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>nothing found</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>documents</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>widen</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cartons</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>add undeclared goods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>undo</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>DETAIN</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Count of the chosen line</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pieces in a carton</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Cartons</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Goods that the declaration lacks</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No shipment on the bench.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Open one from the queue (Ctrl+1), or scan a declaration number.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>photo ({count})</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>declared {count}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>next scan ×{times}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>READY TO SCAN</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>You ticked signs of a fake. Close with nothing found all the same?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Close this inspection: the documents are wrong, no right is touched?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>documents wrong</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>UNDONE</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Photos of the goods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished" />
    </message>
</context>
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
    <name>DetainPage</name>
    <message>
        <source>goods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>counted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Detain</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Count goods on the bench first (Esc goes back).</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Counted</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Track</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Basis of the value</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Value of the batch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Seals</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Party's address</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Second officer</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Their passphrase [Enter]</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>print again</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>ex officio</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>on application</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>declared</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>customs estimate</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>actual sale price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>average sale price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>list price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>market median</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>cost</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>genuine goods' price</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>RECORD AND PRINT {count}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>RECORD AND PRINT</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{count} lines, one batch</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Security due from the holder: {amount}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>recorded as {case}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>{name} has confirmed</source>
        <translation type="unfinished" />
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
    <name>Lanes</name>
    <message>
        <source>on the bench</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>red</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>yellow</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>green</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>blue</source>
        <translation type="unfinished" />
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
    <name>QueuePage</name>
    <message>
        <source>lane</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>score</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>way</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>goods</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>why it is here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>age</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Queue</source>
        <translation>待查队列</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>put on the bench</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>import declarations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>weigh new ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>release chosen green ones</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>No shipment fits the filter. Clear it to see all.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Nothing waits. Press I to import a declaration file, or drop one here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Import declarations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Declarations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Importing {file}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Weighing declarations</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Release {count} green shipments under your authority?</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>release</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>No recorded right is touched by what is declared or scanned.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>next right ({at} of {all})</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>genuine goods show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>known fakes show</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no picture</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>not in force</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>licensed party</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>no licensee here</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>valid to {day}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>goods: {goods}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>licensees: {names}</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>contact confirmed {days} days ago</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Rights</name>
    <message>
        <source>trademark</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>copyright</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>patent</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>design</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>geographical indication</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Olympic sign</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>Shipment</name>
    <message>
        <source>import</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>export</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>transit</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>freight</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>post</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>express</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>e-commerce</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>passenger</source>
        <translation type="unfinished" />
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>opening the station …</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>sign in</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Enter your passphrase.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Tidewaiter</source>
        <translation>知识产权海关查验</translation>
    </message>
    <message>
        <source>Sign in to the station</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Sample station: every officer's passphrase is “{hint}”.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Officer</source>
        <translation>关员</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
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
<context>
    <name>_Why</name>
    <message>
        <source>Choose a shipment to see why it is here.</source>
        <translation type="unfinished" />
    </message>
    <message>
        <source>Look for: {what}</source>
        <translation type="unfinished" />
    </message>
</context>
</TS>
