<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ActForm</name>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Or</source>
        <translation>或者</translation>
    </message>
    <message>
        <source>on</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Amount lodged</source>
        <translation>已提供金额</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名关员</translation>
    </message>
    <message>
        <source>I confirm this unverified rule for this office</source>
        <translation>我为本关确认该未经核实的规则</translation>
    </message>
    <message>
        <source>Supervisor who confirms the unverified rule</source>
        <translation>确认该未经核实规则的主管</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>其口令</translation>
    </message>
</context>
<context>
    <name>ActsPanel</name>
    <message>
        <source>Next acts</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>This procedure has ended.</source>
        <translation>该程序已终结。</translation>
    </message>
    <message>
        <source>another station has this case</source>
        <translation>案件现由其他工作站办理</translation>
    </message>
    <message>
        <source>for {roles} ({source})</source>
        <translation>须由{roles}办理（{source}）</translation>
    </message>
    <message>
        <source>asks for: {facts}</source>
        <translation>需登记：{facts}</translation>
    </message>
    <message>
        <source>lawful now</source>
        <translation>现在可以办理</translation>
    </message>
</context>
<context>
    <name>AnswerPane</name>
    <message>
        <source>READY TO SCAN</source>
        <translation>请扫描</translation>
    </message>
    <message>
        <source>UNDONE</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>declared {count}</source>
        <translation>申报 {count}</translation>
    </message>
    <message>
        <source>next scan ×{times}</source>
        <translation>下次扫描 ×{times}</translation>
    </message>
</context>
<context>
    <name>AskingRow</name>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>from – to</source>
        <translation>起止日期</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Cut by</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>and by</source>
        <translation>再分类</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>不再细分</translation>
    </message>
</context>
<context>
    <name>BenchPage</name>
    <message>
        <source>Bench</source>
        <translation>查验台</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>未发现异常</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>widen</source>
        <translation>扩大查验</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>cartons</source>
        <translation>按箱计数</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>DETAIN</source>
        <translation>扣留</translation>
    </message>
    <message>
        <source>photo ({count})</source>
        <translation>拍照（{count}）</translation>
    </message>
    <message>
        <source>You ticked signs of a fake. Close with nothing found all the same?</source>
        <translation>已勾选侵权特征，仍按“未发现异常”办结吗？</translation>
    </message>
    <message>
        <source>Close this inspection: the documents are wrong, no right is touched?</source>
        <translation>按“单证不符、不涉知识产权”办结本次查验吗？</translation>
    </message>
    <message>
        <source>documents wrong</source>
        <translation>单证不符，办结</translation>
    </message>
    <message>
        <source>Photos of the goods</source>
        <translation>货物照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
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
    <name>CasePapers</name>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>document no.</source>
        <translation>文书编号</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>制发时间</translation>
    </message>
    <message>
        <source>copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>void</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>实查数量</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>rights</source>
        <translation>权利</translation>
    </message>
    <message>
        <source>recordation</source>
        <translation>备案号</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>right holder</source>
        <translation>权利人</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>货物清单</translation>
    </message>
    <message>
        <source>photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>No document has been issued.</source>
        <translation>尚未制发文书。</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>no clock</source>
        <translation>无期限</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>{count} working days left</source>
        <translation>剩余 {count} 个工作日</translation>
    </message>
    <message>
        <source>{count} days left</source>
        <translation>剩余 {count} 日</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>later</source>
        <translation>以后</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>urgency</source>
        <translation>紧急程度</translation>
    </message>
    <message>
        <source>due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>waits for</source>
        <translation>等待事项</translation>
    </message>
    <message>
        <source>case</source>
        <translation>案件编号</translation>
    </message>
    <message>
        <source>stands at</source>
        <translation>现处</translation>
    </message>
    <message>
        <source>party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>proved at the centre</source>
        <translation>中心已确认</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>仅存本机</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Right holder</source>
        <translation>权利人</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>print a copy</source>
        <translation>打印副本</translation>
    </message>
    <message>
        <source>export the clocks</source>
        <translation>导出期限</translation>
    </message>
    <message>
        <source>open the case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>RECORD</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>No case fits the filter. Clear it to see all.</source>
        <translation>没有符合筛选条件的案件。清除筛选可查看全部。</translation>
    </message>
    <message>
        <source>No cases yet. A detention on the bench opens one.</source>
        <translation>尚无案件。在查验台登记扣留后即生成案件。</translation>
    </message>
    <message>
        <source>Export the clocks</source>
        <translation>导出期限</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历文件</translation>
    </message>
</context>
<context>
    <name>ClockCard</name>
    <message>
        <source>how it was worked out</source>
        <translation>期限如何计算</translation>
    </message>
    <message>
        <source>No clock runs</source>
        <translation>没有正在进行的期限</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>已于 {day} 逾期</translation>
    </message>
    <message>
        <source>due today, {hour}</source>
        <translation>今日 {hour} 到期</translation>
    </message>
    <message>
        <source>{clock}, due {day} {hour}</source>
        <translation>{clock}，截止 {day} {hour}</translation>
    </message>
    <message>
        <source>counted from {start} · {source} · then: {then}</source>
        <translation>自 {start} 起算 · {source} · 届满后：{then}</translation>
    </message>
    <message>
        <source>provisional: the year's calendar is not published</source>
        <translation>暂定：该年度工作日历尚未公布</translation>
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
    <name>CountChart</name>
    <message>
        <source>Batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>{name}: {batches} batches, {items} items · Enter lists the cases</source>
        <translation>{name}：{batches} 批，{items} 件 · 回车列出案件</translation>
    </message>
</context>
<context>
    <name>CountPane</name>
    <message>
        <source>Count of the chosen line</source>
        <translation>所选项的实查数量</translation>
    </message>
    <message>
        <source>Pieces in a carton</source>
        <translation>每箱件数</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>箱数</translation>
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
        <translation>货物</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>实查数量</translation>
    </message>
    <message>
        <source>value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>right</source>
        <translation>权利</translation>
    </message>
    <message>
        <source>Detain</source>
        <translation>扣留</translation>
    </message>
    <message>
        <source>Count goods on the bench first (Esc goes back).</source>
        <translation>请先在查验台清点货物（Esc 返回）。</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实查数量</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>涉及权利</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Basis of the value</source>
        <translation>价值依据</translation>
    </message>
    <message>
        <source>Value of the batch</source>
        <translation>整批价值</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>扣留地点</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存放库位</translation>
    </message>
    <message>
        <source>Seals</source>
        <translation>封志号</translation>
    </message>
    <message>
        <source>Party's address</source>
        <translation>当事人地址</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名关员</translation>
    </message>
    <message>
        <source>Their passphrase [Enter]</source>
        <translation>其口令 [Enter]</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>print again</source>
        <translation>再次打印</translation>
    </message>
    <message>
        <source>ex officio</source>
        <translation>依职权</translation>
    </message>
    <message>
        <source>on application</source>
        <translation>依申请</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>customs estimate</source>
        <translation>海关估价</translation>
    </message>
    <message>
        <source>actual sale price</source>
        <translation>实际销售价格</translation>
    </message>
    <message>
        <source>average sale price</source>
        <translation>平均销售价格</translation>
    </message>
    <message>
        <source>list price</source>
        <translation>标价</translation>
    </message>
    <message>
        <source>market median</source>
        <translation>市场中间价</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>成本价</translation>
    </message>
    <message>
        <source>genuine goods' price</source>
        <translation>正品价格</translation>
    </message>
    <message>
        <source>RECORD AND PRINT {count}</source>
        <translation>扣留并打印 {count} 份</translation>
    </message>
    <message>
        <source>RECORD AND PRINT</source>
        <translation>扣留并打印</translation>
    </message>
    <message>
        <source>{count} lines, one batch</source>
        <translation>{count} 项，一批</translation>
    </message>
    <message>
        <source>Security due from the holder: {amount}</source>
        <translation>权利人应交担保：{amount}</translation>
    </message>
    <message>
        <source>{clock}: due {day} {at}</source>
        <translation>{clock}：{day} {at} 止</translation>
    </message>
    <message>
        <source>recorded as {case}</source>
        <translation>已立案：{case}</translation>
    </message>
    <message>
        <source>{name} has confirmed</source>
        <translation>{name} 已确认</translation>
    </message>
    <message>
        <source>D08 decision</source>
        <translation>D08 决定书</translation>
    </message>
    <message>
        <source>D09 list</source>
        <translation>D09 清单</translation>
    </message>
    <message>
        <source>D04 notice to the holder</source>
        <translation>D04 权利人通知书</translation>
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
    <name>GoodsPane</name>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>found</source>
        <translation>实查</translation>
    </message>
    <message>
        <source>{goods} (undeclared)</source>
        <translation>{goods}（未申报）</translation>
    </message>
    <message>
        <source>The goods lines of the declaration stand here.</source>
        <translation>此处显示报关单各项货物。</translation>
    </message>
    <message>
        <source>add undeclared goods</source>
        <translation>添加未申报货物</translation>
    </message>
    <message>
        <source>Goods that the declaration lacks</source>
        <translation>未申报货物的品名</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>foretold {band}</source>
        <translation>预计 {band}</translation>
    </message>
    <message>
        <source>chosen by rules</source>
        <translation>规则选中</translation>
    </message>
    <message>
        <source>chosen by the model</source>
        <translation>模型选中</translation>
    </message>
    <message>
        <source>chosen by an officer</source>
        <translation>关员选查</translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation>随机抽查</translation>
    </message>
</context>
<context>
    <name>ImportTold</name>
    <message>
        <source>taken?</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>what stands there</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>why, and what to do</source>
        <translation>原因与处理</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>What this import left to look at</source>
        <translation>本次导入需要查看的内容</translation>
    </message>
    <message>
        <source>put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>Lanes</name>
    <message>
        <source>on the bench</source>
        <translation>查验中</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机布控</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝</translation>
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
    <name>Parties</name>
    <message>
        <source>Consignor</source>
        <translation>发货人</translation>
    </message>
    <message>
        <source>Consignee</source>
        <translation>收货人</translation>
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
    <name>PeriodFigures</name>
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
    <name>PriorsPart</name>
    <message>
        <source>what</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>of</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>publication</source>
        <translation>出处</translation>
    </message>
    <message>
        <source>year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>read in</source>
        <translation>引自</translation>
    </message>
    <message>
        <source>the publication</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>a text that quotes it</source>
        <translation>转引</translation>
    </message>
    <message>
        <source>No published figures. Set the program up again.</source>
        <translation>没有公开统计，请重新安装程序。</translation>
    </message>
    <message>
        <source>Own index by origin and chapter</source>
        <translation>按原产地和商品章的本关区指数</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>why it is here</source>
        <translation>布控原因</translation>
    </message>
    <message>
        <source>age</source>
        <translation>已申报</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>待查队列</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>put on the bench</source>
        <translation>上台查验</translation>
    </message>
    <message>
        <source>import declarations</source>
        <translation>导入报关单</translation>
    </message>
    <message>
        <source>weigh new ones</source>
        <translation>甄别新单</translation>
    </message>
    <message>
        <source>targeting</source>
        <translation>布控成效</translation>
    </message>
    <message>
        <source>release chosen green ones</source>
        <translation>放行所选绿色货物</translation>
    </message>
    <message>
        <source>No shipment fits the filter. Clear it to see all.</source>
        <translation>没有符合筛选条件的货物。清除筛选可查看全部。</translation>
    </message>
    <message>
        <source>Nothing waits. Press I to import a declaration file, or drop one here.</source>
        <translation>暂无待查货物。按 I 导入报关单文件，或将文件拖到此处。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Import declarations</source>
        <translation>导入报关单</translation>
    </message>
    <message>
        <source>Declarations</source>
        <translation>报关单</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>Weighing declarations</source>
        <translation>正在甄别报关单</translation>
    </message>
    <message>
        <source>Release {count} green shipments under your authority?</source>
        <translation>以您的授权放行 {count} 票绿色货物吗？</translation>
    </message>
    <message>
        <source>release</source>
        <translation>放行</translation>
    </message>
</context>
<context>
    <name>RecordPanel</name>
    <message>
        <source>As it stood on</source>
        <translation>查看历史日期</translation>
    </message>
    <message>
        <source>Choose a right to see its whole record.</source>
        <translation>请选择一项权利，查看完整备案。</translation>
    </message>
    <message>
        <source>As it stood on {day}</source>
        <translation>{day} 时的备案内容</translation>
    </message>
    <message>
        <source>{day} · edition {edition} · {what}</source>
        <translation>{day} · 第 {edition} 版 · {what}</translation>
    </message>
    <message>
        <source>term</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Fakes of it can harm people.</source>
        <translation>假货可能危及人身安全。</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>另有 {count} 项</translation>
    </message>
    <message>
        <source>never confirmed</source>
        <translation>从未确认</translation>
    </message>
    <message>
        <source>confirmed {days} days before</source>
        <translation>{days} 天前确认</translation>
    </message>
    <message>
        <source>picture of the mark</source>
        <translation>商标图片</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>无图片</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>mark</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>recordation</source>
        <translation>备案号</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>valid to</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>found by</source>
        <translation>匹配依据</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>权利人</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>备案库</translation>
    </message>
    <message>
        <source>Number, mark (any script, also misspelt), holder, or class</source>
        <translation>备案号、商标（任何文字，可有错字）、权利人或类别</translation>
    </message>
    <message>
        <source>such as T2024-000123, 乐部部, labubo, class 25</source>
        <translation>例如 T2024-000123、乐部部、labubo、第25类</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>import register</source>
        <translation>导入备案</translation>
    </message>
    <message>
        <source>{count} rights · edition {edition} of {day}</source>
        <translation>{count} 项权利 · 第 {edition} 版（{day}）</translation>
    </message>
    <message>
        <source>The register is empty. Ask the register clerk to import one.</source>
        <translation>备案库为空。请联系备案管理员导入。</translation>
    </message>
    <message>
        <source>The register is empty. Press I to import a register file, or drop one here.</source>
        <translation>备案库为空。按 I 导入备案文件，或将文件拖放到此处。</translation>
    </message>
    <message>
        <source>No right answers to this. Type fewer letters, or another part of the name.</source>
        <translation>没有符合的权利。请减少字数，或换用名称的其他部分。</translation>
    </message>
    <message>
        <source>Type a number, a mark, a holder or a class to see what is recorded.</source>
        <translation>输入备案号、商标、权利人或类别，即可查看备案。</translation>
    </message>
    <message>
        <source>Import register</source>
        <translation>导入备案</translation>
    </message>
    <message>
        <source>Register files</source>
        <translation>备案文件</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
</context>
<context>
    <name>RegisterWords</name>
    <message>
        <source>in force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>to be renewed</source>
        <translation>待续展</translation>
    </message>
    <message>
        <source>challenged</source>
        <translation>受质疑</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待核准</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已注销</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>recordation</source>
        <translation>备案号</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>other name</source>
        <translation>别名</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>权利人</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>读音</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>备案</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>失效</translation>
    </message>
    <message>
        <source>in force again</source>
        <translation>恢复有效</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>none on file</source>
        <translation>未提供</translation>
    </message>
    <message>
        <source>general security on file</source>
        <translation>已提供总担保</translation>
    </message>
    <message>
        <source>case by case</source>
        <translation>逐案担保</translation>
    </message>
    <message>
        <source>small or medium-sized</source>
        <translation>中小企业</translation>
    </message>
    <message>
        <source>large</source>
        <translation>大型企业</translation>
    </message>
    <message>
        <source>kind of right</source>
        <translation>权利种类</translation>
    </message>
    <message>
        <source>right number</source>
        <translation>权利证号</translation>
    </message>
    <message>
        <source>other names</source>
        <translation>其他名称</translation>
    </message>
    <message>
        <source>holder's other names</source>
        <translation>权利人其他名称</translation>
    </message>
    <message>
        <source>holder's country</source>
        <translation>权利人国别</translation>
    </message>
    <message>
        <source>holder's size</source>
        <translation>权利人规模</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>HS codes</source>
        <translation>商品编码</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>valid to</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>licensees</source>
        <translation>合法使用人</translation>
    </message>
    <message>
        <source>known infringers</source>
        <translation>已知侵权人</translation>
    </message>
    <message>
        <source>GS1 prefixes</source>
        <translation>GS1 前缀</translation>
    </message>
    <message>
        <source>web domains</source>
        <translation>网络域名</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>contact's telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>contact's e-mail</source>
        <translation>联系邮箱</translation>
    </message>
    <message>
        <source>contact confirmed</source>
        <translation>联系方式确认日期</translation>
    </message>
    <message>
        <source>genuine goods show</source>
        <translation>真品特征</translation>
    </message>
    <message>
        <source>known fakes show</source>
        <translation>已知假货特征</translation>
    </message>
    <message>
        <source>security</source>
        <translation>担保</translation>
    </message>
    <message>
        <source>safety</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>RightPanel</name>
    <message>
        <source>No recorded right is touched by what is declared or scanned.</source>
        <translation>申报和扫描内容均未涉及备案权利。</translation>
    </message>
    <message>
        <source>next right ({at} of {all})</source>
        <translation>下一项权利（{at}/{all}）</translation>
    </message>
    <message>
        <source>genuine goods show</source>
        <translation>真品特征</translation>
    </message>
    <message>
        <source>known fakes show</source>
        <translation>已知假货特征</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>not in force</source>
        <translation>备案失效</translation>
    </message>
    <message>
        <source>licensed party</source>
        <translation>当事人已获许可</translation>
    </message>
    <message>
        <source>no licensee here</source>
        <translation>当事人无许可</translation>
    </message>
    <message>
        <source>valid to {day}</source>
        <translation>有效期至 {day}</translation>
    </message>
    <message>
        <source>goods: {goods}</source>
        <translation>核定商品：{goods}</translation>
    </message>
    <message>
        <source>licensees: {names}</source>
        <translation>被许可人：{names}</translation>
    </message>
    <message>
        <source>contact confirmed {days} days ago</source>
        <translation>联系方式 {days} 天前核实</translation>
    </message>
</context>
<context>
    <name>Rights</name>
    <message>
        <source>trademark</source>
        <translation>商标权</translation>
    </message>
    <message>
        <source>copyright</source>
        <translation>著作权</translation>
    </message>
    <message>
        <source>patent</source>
        <translation>专利权</translation>
    </message>
    <message>
        <source>design</source>
        <translation>外观设计专利权</translation>
    </message>
    <message>
        <source>geographical indication</source>
        <translation>地理标志</translation>
    </message>
    <message>
        <source>Olympic sign</source>
        <translation>奥林匹克标志</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>bench officer</source>
        <translation>查验关员</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>科长</translation>
    </message>
    <message>
        <source>case officer</source>
        <translation>办案关员</translation>
    </message>
    <message>
        <source>register clerk</source>
        <translation>备案管理员</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>系统管理员</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>shipped</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>replaced by own</source>
        <translation>已被自有规则取代</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>own, in force</source>
        <translation>自有，有效</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已被取代</translation>
    </message>
</context>
<context>
    <name>RulesPart</name>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>hits, 95 %</source>
        <translation>查获率（95%）</translation>
    </message>
    <message>
        <source>above random</source>
        <translation>多于随机</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>No rules. The shipped pack is missing; set the program up again.</source>
        <translation>没有规则：随附规则包缺失，请重新安装程序。</translation>
    </message>
    <message>
        <source>The rule as text (TOML)</source>
        <translation>规则文本（TOML）</translation>
    </message>
    <message>
        <source>Reason for switching it off</source>
        <translation>停用原因</translation>
    </message>
    <message>
        <source>Proposed by {officer}</source>
        <translation>提出人：{officer}</translation>
    </message>
    <message>
        <source>Confirmed by {officer}</source>
        <translation>确认人：{officer}</translation>
    </message>
    <message>
        <source>Switched off: {reason}</source>
        <translation>停用原因：{reason}</translation>
    </message>
</context>
<context>
    <name>ScanStream</name>
    <message>
        <source>scan</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Scan a code, drop a picture here, or type a count.</source>
        <translation>扫描条码、拖入图片，或直接键入数量。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>officer</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>name (Chinese)</source>
        <translation>中文姓名</translation>
    </message>
    <message>
        <source>name (English)</source>
        <translation>英文姓名</translation>
    </message>
    <message>
        <source>roles</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>active</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>left</source>
        <translation>已离岗</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Office on documents</source>
        <translation>文书署名海关</translation>
    </message>
    <message>
        <source>Officers of this station</source>
        <translation>本站关员</translation>
    </message>
    <message>
        <source>Name (Chinese)</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <source>Name (English)</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Contact and phone</source>
        <translation>联系人及电话</translation>
    </message>
    <message>
        <source>New officer</source>
        <translation>新关员工号</translation>
    </message>
    <message>
        <source>Their own passphrase</source>
        <translation>新关员的口令</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>keep the office</source>
        <translation>保存海关信息</translation>
    </message>
    <message>
        <source>admit the officer</source>
        <translation>登记关员</translation>
    </message>
</context>
<context>
    <name>Shipment</name>
    <message>
        <source>import</source>
        <translation>进口</translation>
    </message>
    <message>
        <source>export</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>transit</source>
        <translation>过境</translation>
    </message>
    <message>
        <source>freight</source>
        <translation>货运</translation>
    </message>
    <message>
        <source>post</source>
        <translation>邮递</translation>
    </message>
    <message>
        <source>express</source>
        <translation>快件</translation>
    </message>
    <message>
        <source>e-commerce</source>
        <translation>跨境电商</translation>
    </message>
    <message>
        <source>passenger</source>
        <translation>旅客</translation>
    </message>
</context>
<context>
    <name>ShipmentHead</name>
    <message>
        <source>No shipment on the bench.</source>
        <translation>查验台上没有货物。</translation>
    </message>
    <message>
        <source>Open one from the queue (Ctrl+1), or scan a declaration number.</source>
        <translation>请从待查队列（Ctrl+1）选一票，或扫描报关单号。</translation>
    </message>
</context>
<context>
    <name>ShipmentsPart</name>
    <message>
        <source>lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>weighed</source>
        <translation>原评估</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>from whom to whom</source>
        <translation>发货人 → 收货人</translation>
    </message>
    <message>
        <source>No shipment waits. Import declarations on the Queue page.</source>
        <translation>没有待办货物，请在队列页导入报关单。</translation>
    </message>
    <message>
        <source>Move to the lane</source>
        <translation>转入通道</translation>
    </message>
    <message>
        <source>Under whose authority</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Choose a shipment to see its traders.</source>
        <translation>选择一票货物，查看其当事人。</translation>
    </message>
    <message>
        <source>Moved by {officer} from {before}: {authority}; {reason}</source>
        <translation>{officer} 由{before}转出：{authority}；{reason}</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>opening the station …</source>
        <translation>正在打开工作站…</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Enter your passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Tidewaiter</source>
        <translation>知识产权海关查验</translation>
    </message>
    <message>
        <source>Sign in to the station</source>
        <translation>登录工作站</translation>
    </message>
    <message>
        <source>Sample station: every officer's passphrase is “{hint}”.</source>
        <translation>演示工作站：所有关员的口令均为“{hint}”。</translation>
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
    <name>SyncPage</name>
    <message>
        <source>what</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>share now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>join the centre</source>
        <translation>接入中心</translation>
    </message>
    <message>
        <source>entries are only here</source>
        <translation>条记录仅存本站</translation>
    </message>
    <message>
        <source>entries written at this station</source>
        <translation>本站已记录</translation>
    </message>
    <message>
        <source>entries only here</source>
        <translation>仅存本站的记录</translation>
    </message>
    <message>
        <source>photos and documents only here</source>
        <translation>仅存本站的照片和文书</translation>
    </message>
    <message>
        <source>last proof of the centre</source>
        <translation>中心最近确认</translation>
    </message>
    <message>
        <source>entries of {stream}</source>
        <translation>{stream} 的记录</translation>
    </message>
    <message>
        <source>{count} photos and documents, {kib} KiB</source>
        <translation>照片和文书 {count} 份，{kib} KiB</translation>
    </message>
    <message>
        <source>NOT JOINED YET</source>
        <translation>尚未接入中心</translation>
    </message>
    <message>
        <source>NOT SHARED</source>
        <translation>同步失败</translation>
    </message>
    <message>
        <source>WAITING TO BE SHARED</source>
        <translation>等待同步</translation>
    </message>
    <message>
        <source>ALL PROVED AT THE CENTRE</source>
        <translation>中心已全部确认</translation>
    </message>
    <message>
        <source>Everything works without the network; nothing is purged before the centre has proved it.</source>
        <translation>断网不影响工作；中心确认之前，本站不清除任何数据。</translation>
    </message>
    <message>
        <source>An administrator joins this station to the centre; until then everything is kept here.</source>
        <translation>由管理员将本站接入中心；接入之前所有数据保存在本站。</translation>
    </message>
    <message>
        <source>Give this station's card to headquarters (tidewaiter sync --card), then press J and choose their answer.</source>
        <translation>请将站点卡（tidewaiter sync --card）交总部，再按 J 选择总部的答复文件。</translation>
    </message>
    <message>
        <source>Headquarters' answer</source>
        <translation>总部的答复</translation>
    </message>
    <message>
        <source>Answer of headquarters</source>
        <translation>总部的答复</translation>
    </message>
</context>
<context>
    <name>TalliesPage</name>
    <message>
        <source>Tallies</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>spreadsheet</source>
        <translation>电子表格</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>sign the day</source>
        <translation>签署当日</translation>
    </message>
    <message>
        <source>open the case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>By station</source>
        <translation>按查验站</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>逐日走势</translation>
    </message>
    <message>
        <source>Nothing that was signed has changed.</source>
        <translation>已签署的数据没有变动。</translation>
    </message>
    <message>
        <source>No detentions in these days. Choose other days above, or detain goods on the bench.</source>
        <translation>该时段无扣留记录。请在上方改选日期，或在查验台扣留货物。</translation>
    </message>
    <message>
        <source>Value: {amounts}</source>
        <translation>价值：{amounts}</translation>
    </message>
    <message>
        <source>restated ({count})</source>
        <translation>更正数据（{count}）</translation>
    </message>
    <message>
        <source>{day}: signed by {officer}, {moment}</source>
        <translation>{day}：已由 {officer} 于 {moment} 签署</translation>
    </message>
    <message>
        <source>Cases: {what} · {batches} batches, {items} items</source>
        <translation>案件：{what} · {batches} 批，{items} 件</translation>
    </message>
    <message>
        <source>Save the tally</source>
        <translation>保存统计</translation>
    </message>
    <message>
        <source>Sign {day} with {batches} batches and {items} items?</source>
        <translation>以 {batches} 批、{items} 件签署 {day} 的统计？</translation>
    </message>
    <message>
        <source>sign</source>
        <translation>签署</translation>
    </message>
</context>
<context>
    <name>TargetingPage</name>
    <message>
        <source>Targeting</source>
        <translation>布控成效</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>worth</source>
        <translation>成效</translation>
    </message>
    <message>
        <source>shipments</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>published figures</source>
        <translation>公开统计</translation>
    </message>
    <message>
        <source>replay on the past</source>
        <translation>用历史试跑</translation>
    </message>
    <message>
        <source>propose</source>
        <translation>提出规则</translation>
    </message>
    <message>
        <source>confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>move to the lane</source>
        <translation>转入该通道</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>返回队列</translation>
    </message>
    <message>
        <source>Switch the rule “{rule}” on?</source>
        <translation>启用规则“{rule}”？</translation>
    </message>
    <message>
        <source>switch on</source>
        <translation>启用</translation>
    </message>
</context>
<context>
    <name>WorthPart</name>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>hits, 95 %</source>
        <translation>查获率（95%）</translation>
    </message>
    <message>
        <source>above random</source>
        <translation>多于随机</translation>
    </message>
    <message>
        <source>No inspection has ended yet. Rates stand here when some have.</source>
        <translation>还没有查验结果，有结果后在此显示查获率。</translation>
    </message>
    <message>
        <source>Has anything moved?</source>
        <translation>规律有变化吗？</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>What the desk can do a day</source>
        <translation>每天的查验能力</translation>
    </message>
    <message>
        <source>shipments opened</source>
        <translation>查验票数</translation>
    </message>
    <message>
        <source>documents read</source>
        <translation>审单票数</translation>
    </message>
    <message>
        <source>fit the lanes</source>
        <translation>按能力划线</translation>
    </message>
    <message>
        <source>No campaign runs today.</source>
        <translation>今天没有专项行动。</translation>
    </message>
    <message>
        <source>Red from {red} points, yellow from {yellow}; {random} of all are drawn at random.</source>
        <translation>红色自 {red} 分起，黄色自 {yellow} 分起；随机抽查 {random}。</translation>
    </message>
</context>
<context>
    <name>_Why</name>
    <message>
        <source>Choose a shipment to see why it is here.</source>
        <translation>选一票货物，查看布控原因。</translation>
    </message>
    <message>
        <source>Look for: {what}</source>
        <translation>重点查看：{what}</translation>
    </message>
</context>
</TS>
