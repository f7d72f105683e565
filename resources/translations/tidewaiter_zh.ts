<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name />
    <message>
        <source>give back after release</source>
        <translation>放行后返还</translation>
    </message>
    <message>
        <source>Dispose of goods</source>
        <translation>处置货物</translation>
    </message>
    <message>
        <source>The ladder, in order: {order}. A lower rung opens only when the higher ones are closed.</source>
        <translation>处置顺序：{order}。前一顺序不适用时方可选择后一顺序。</translation>
    </message>
    <message>
        <source>Parcels, each with its weight in kg</source>
        <translation>包件及其重量（千克）</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>处置方式</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>具体方法</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Receiver, buyer or contractor</source>
        <translation>接收单位、受让人或承办人</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All infringing features are removed</source>
        <translation>侵权特征已全部消除</translation>
    </message>
    <message>
        <source>Right holder asked on</source>
        <translation>征求权利人意见日期</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Place of custody</source>
        <translation>存放处</translation>
    </message>
    <message>
        <source>Code, such as A-01-3</source>
        <translation>编号，如 A-01-3</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Change place {code}</source>
        <translation>更改存放处 {code}</translation>
    </message>
    <message>
        <source>Add a place of custody</source>
        <translation>新增存放处</translation>
    </message>
    <message>
        <source>The code goes onto the place's label and is scanned when a parcel is moved there.</source>
        <translation>编号印在存放处标签上，移入包件时扫描。</translation>
    </message>
    <message>
        <source>Name of the place</source>
        <translation>存放处名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>all lines, a parcel each</source>
        <translation>全部货物，每项一件</translation>
    </message>
    <message>
        <source>Pack goods into parcels</source>
        <translation>封装货物</translation>
    </message>
    <message>
        <source>Each parcel gets a code for its label. Leave the quantity empty to pack all that is left of the line.</source>
        <translation>每个包件自动编号并可打印标签。数量留空则封装该项全部剩余货物。</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>货物项</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>In how many parcels</source>
        <translation>分装件数</translation>
    </message>
    <message>
        <source>Weight of each</source>
        <translation>每件重量</translation>
    </message>
    <message>
        <source>Seals, one a parcel</source>
        <translation>封志号（每件一个）</translation>
    </message>
    <message>
        <source>Move {parcel}</source>
        <translation>移动 {parcel}</translation>
    </message>
    <message>
        <source>Now in {place}. Quicker: scan the parcel's label, then the place's.</source>
        <translation>现存放于 {place}。也可直接扫描包件标签，再扫描存放处标签。</translation>
    </message>
    <message>
        <source>New seal; empty to break only</source>
        <translation>新封志（留空则仅启封）</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封志号</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Break or replace seal {seal}</source>
        <translation>启封或更换封志 {seal}</translation>
    </message>
    <message>
        <source>Put a seal on {parcel}</source>
        <translation>为 {parcel} 加封</translation>
    </message>
    <message>
        <source>Take a sample out of {parcel}</source>
        <translation>从 {parcel} 取样</translation>
    </message>
    <message>
        <source>{goods} · the record of sampling (D13) is written under documents.</source>
        <translation>{goods} · 取样记录（D13）在“文书”中制作。</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>重量</translation>
    </message>
    <message>
        <source>Seal of the sample</source>
        <translation>样品封志号</translation>
    </message>
    <message>
        <source>Give out sample {parcel}</source>
        <translation>借出样品 {parcel}</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>接收人</translation>
    </message>
    <message>
        <source>Due back on</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Take back sample {parcel}</source>
        <translation>收回样品 {parcel}</translation>
    </message>
    <message>
        <source>Held by {holder}.</source>
        <translation>现由 {holder} 持有。</translation>
    </message>
    <message>
        <source>What the test did to it</source>
        <translation>检验对样品的影响</translation>
    </message>
    <message>
        <source>Count {place}</source>
        <translation>盘点 {place}</translation>
    </message>
    <message>
        <source>Scan every parcel and sample that lies there; what is missing or does not belong is then named.</source>
        <translation>请扫描该处全部包件和样品；缺失或错放的将逐一列出。</translation>
    </message>
    <message>
        <source>Scanned, one a line</source>
        <translation>已扫描（每行一个）</translation>
    </message>
    <message>
        <source>place</source>
        <translation>存放处</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>parcels</source>
        <translation>包件</translation>
    </message>
    <message>
        <source>last count</source>
        <translation>最近盘点</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>never</source>
        <translation>未盘点</translation>
    </message>
    <message>
        <source>parcel</source>
        <translation>包件</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>重量</translation>
    </message>
    <message>
        <source>lies in</source>
        <translation>存放于</translation>
    </message>
    <message>
        <source>seal</source>
        <translation>封志</translation>
    </message>
    <message>
        <source>due back</source>
        <translation>应还</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>held by</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>已于 {day} 逾期</translation>
    </message>
    <message>
        <source>when</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>what did not agree</source>
        <translation>不符内容</translation>
    </message>
    <message>
        <source>officers</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>in store</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>out until {day}</source>
        <translation>借出至 {day}</translation>
    </message>
    <message>
        <source>disposed of</source>
        <translation>已处置</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>其口令</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名关员</translation>
    </message>
    <message>
        <source>Correct line {n}: {goods}</source>
        <translation>更正第 {n} 项：{goods}</translation>
    </message>
    <message>
        <source>The first figures stay in the journal; totals and the security due follow the new ones.</source>
        <translation>原数据保留在日志中；合计和应提供的担保按新数据计算。</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>实查数量</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>计价依据</translation>
    </message>
    <message>
        <source>Evidence of the value</source>
        <translation>价值证据</translation>
    </message>
    <message>
        <source>Value line {n} by the rules: {goods}</source>
        <translation>按规则计算第 {n} 项：{goods}</translation>
    </message>
    <message>
        <source>Enter the prices that are known; the first one that the rule allows counts. {source}</source>
        <translation>填写已知的价格，以规则允许的首个价格为准。{source}</translation>
    </message>
    <message>
        <source>These goods were sold</source>
        <translation>该货物已售出</translation>
    </message>
    <message>
        <source>Evidence of the prices</source>
        <translation>价格证据</translation>
    </message>
    <message>
        <source>Suspend: {clock}</source>
        <translation>中止期限：{clock}</translation>
    </message>
    <message>
        <source>Both days belong to the suspension. If it ends earlier, let the clock run again.</source>
        <translation>首日和末日均计入中止期间。如提前结束，请恢复计算。</translation>
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
        <source>Let it run again: {clock}</source>
        <translation>恢复计算：{clock}</translation>
    </message>
    <message>
        <source>Runs again from</source>
        <translation>恢复日期</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>工作日</translation>
    </message>
    <message>
        <source>days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>months</source>
        <translation>个月</translation>
    </message>
    <message>
        <source>years</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Extend by (at most {most})</source>
        <translation>延长（最多 {most}）</translation>
    </message>
    <message>
        <source>Extend: {clock}</source>
        <translation>延长期限：{clock}</translation>
    </message>
    <message>
        <source>Note a fact</source>
        <translation>登记事实</translation>
    </message>
    <message>
        <source>A fact that stands recorded gets another day only with a reason in the remark.</source>
        <translation>已登记的事实如需更改日期，须在备注中说明理由。</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>Refer the case</source>
        <translation>移送案件</translation>
    </message>
    <message>
        <source>To the police the referral letter (D23) is issued and the procedure moves on in the same act.</source>
        <translation>移送公安机关时，同时制发案件移送函（D23）并推进程序。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>移送至</translation>
    </message>
    <message>
        <source>Name of the authority</source>
        <translation>机关名称</translation>
    </message>
    <message>
        <source>Facts and reason</source>
        <translation>事实和理由</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>随附材料</translation>
    </message>
    <message>
        <source>Evidence pack that goes along</source>
        <translation>随附证据包</translation>
    </message>
    <message>
        <source>Add an expert</source>
        <translation>登记专家</translation>
    </message>
    <message>
        <source>The roster is the station's; an opinion is asked of somebody on it.</source>
        <translation>专家名册由本站维护，技术鉴定委托名册中的专家。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Institute</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Fields, with commas between</source>
        <translation>专业领域（逗号分隔）</translation>
    </message>
    <message>
        <source>Ask for a technical opinion</source>
        <translation>委托技术鉴定</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样品</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>应于</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>委托事项</translation>
    </message>
    <message>
        <source>Notify a platform</source>
        <translation>通报电商平台</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Listings, one a line</source>
        <translation>商品链接（每行一个）</translation>
    </message>
    <message>
        <source>Answer of {whom}</source>
        <translation>{whom} 的答复</translation>
    </message>
    <message>
        <source>What the police answer moves the procedure in the same act.</source>
        <translation>登记公安机关答复时，同时推进程序。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>on</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Number of the answer</source>
        <translation>答复文号</translation>
    </message>
    <message>
        <source>What it says of the goods</source>
        <translation>对货物的结论</translation>
    </message>
    <message>
        <source>The opinion</source>
        <translation>鉴定意见</translation>
    </message>
    <message>
        <source>Listings taken down</source>
        <translation>下架链接数</translation>
    </message>
    <message>
        <source>Link with another case</source>
        <translation>关联其他案件</translation>
    </message>
    <message>
        <source>The same parties, goods or shop; the other case may be another station's.</source>
        <translation>当事人、货物或店铺相同；也可以是其他工作站的案件。</translation>
    </message>
    <message>
        <source>Number of the other case</source>
        <translation>对方案件编号</translation>
    </message>
    <message>
        <source>Hand over to another station</source>
        <translation>移交其他工作站</translation>
    </message>
    <message>
        <source>From then on only that station acts on the case; it stays readable here.</source>
        <translation>移交后仅由对方办理，本站仍可查阅。</translation>
    </message>
    <message>
        <source>Code of that station</source>
        <translation>对方工作站编号</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>confiscation only</source>
        <translation>仅没收</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Decide on a fine</source>
        <translation>决定罚款</translation>
    </message>
    <message>
        <source>The value for fines is customs value with duty and taxes (APR 64); it may differ from the security's.</source>
        <translation>罚款所依货物价值为完税价格加税款（处罚条例第六十四条），可与担保所依价值不同。</translation>
    </message>
    <message>
        <source>Goods value</source>
        <translation>货物价值</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>裁量档次</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>罚款</translation>
    </message>
    <message>
        <source>Note a cost</source>
        <translation>登记费用</translation>
    </message>
    <message>
        <source>The right holder bears storage, keeping and disposal (Reg 25); it is deducted from the security.</source>
        <translation>仓储、保管和处置费用由权利人承担（条例第二十五条），从担保金中扣除。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>The holder paid the warehouse directly</source>
        <translation>权利人已直接支付仓库</translation>
    </message>
    <message>
        <source>Note a sum</source>
        <translation>登记款项</translation>
    </message>
    <message>
        <source>Gains confiscated, a settlement between the parties, or what was refunded.</source>
        <translation>没收违法所得、双方和解金额或退还金额。</translation>
    </message>
    <message>
        <source>Document or rule it rests on</source>
        <translation>依据文书或条款</translation>
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
        <source>I confirm this unverified rule for this office</source>
        <translation>我为本关确认该未经核实的规则</translation>
    </message>
    <message>
        <source>Amount lodged</source>
        <translation>已提供金额</translation>
    </message>
    <message>
        <source>Supervisor who confirms the unverified rule</source>
        <translation>确认该未经核实规则的主管</translation>
    </message>
    <message>
        <source>The case fills in all else.</source>
        <translation>其余内容由案件自动填入。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>文书名称</translation>
    </message>
    <message>
        <source>Proof of service: {title}</source>
        <translation>送达登记：{title}</translation>
    </message>
    <message>
        <source>{number} · the day on which it was signed is the day of service; a clock that waits for it starts.</source>
        <translation>{number} · 签收日期为送达日期；等待送达的期限随即起算。</translation>
    </message>
    <message>
        <source>Served on</source>
        <translation>送达日期</translation>
    </message>
    <message>
        <source>How</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Received by, in which capacity</source>
        <translation>收件人及身份</translation>
    </message>
    <message>
        <source>Picture of the signed sheet</source>
        <translation>签收回证影像</translation>
    </message>
    <message>
        <source>If refused: reason and witnesses</source>
        <translation>拒收事由及见证人</translation>
    </message>
    <message>
        <source>Make void: {title}</source>
        <translation>作废：{title}</translation>
    </message>
    <message>
        <source>{number} · the number stays taken; a right one is then written with [W].</source>
        <translation>{number} · 编号保留不再使用；随后按 [W] 重新制作。</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>提供给</translation>
    </message>
    <message>
        <source>Masked: {rules}</source>
        <translation>遮蔽内容：{rules}</translation>
    </message>
    <message>
        <source>Give a copy</source>
        <translation>提供副本</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>全案（不遮蔽）</translation>
    </message>
    <message>
        <source>Make an evidence pack</source>
        <translation>生成证据包</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>With photographs, though they cannot be masked</source>
        <translation>附照片（照片无法遮蔽）</translation>
    </message>
    <message>
        <source>Add a party or shop</source>
        <translation>新增当事方或网店</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>Code or ID</source>
        <translation>代码或证件号</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Platform, of a shop</source>
        <translation>所在平台（网店）</translation>
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
        <source>{clock}: due {day} {at}</source>
        <translation>{clock}：{day} {at} 止</translation>
    </message>
    <message>
        <source>No security is due: {why}</source>
        <translation>无须担保：{why}</translation>
    </message>
    <message>
        <source>Security due from the holder: {amount}</source>
        <translation>权利人应交担保：{amount}</translation>
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
        <source>note a fact</source>
        <translation>登记事实</translation>
    </message>
    <message>
        <source>link a case</source>
        <translation>关联案件</translation>
    </message>
    <message>
        <source>hand over to another station</source>
        <translation>移交其他工作站</translation>
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
    <name>Answer</name>
    <message>
        <source>READY TO SCAN</source>
        <translation>请扫描</translation>
    </message>
    <message>
        <source>UNDONE</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>ONCE ONLY</source>
        <translation>只计一次</translation>
    </message>
    <message>
        <source>{text} came twice at once: counted once.</source>
        <translation>{text} 连续读到两次，只计一次。</translation>
    </message>
    <message>
        <source>Scan or search its number to inspect it once more.</source>
        <translation>再次扫描或输入其单号可重新查验。</translation>
    </message>
    <message>
        <source>declared {count} {unit}</source>
        <translation>申报 {count} {unit}</translation>
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
        <source>widen</source>
        <translation>查全票</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Reading the words on the goods…</source>
        <translation>正在识别货物上的文字…</translation>
    </message>
</context>
<context>
    <name>BeyondPanel</name>
    <message>
        <source>when</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>what</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>about</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>答复日期</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待答复</translation>
    </message>
    <message>
        <source>beyond customs</source>
        <translation>移送与鉴定</translation>
    </message>
    <message>
        <source>refer the case</source>
        <translation>移送案件</translation>
    </message>
    <message>
        <source>ask for an opinion</source>
        <translation>委托鉴定</translation>
    </message>
    <message>
        <source>notify a platform</source>
        <translation>通报平台</translation>
    </message>
    <message>
        <source>record the answer</source>
        <translation>登记答复</translation>
    </message>
    <message>
        <source>add an expert</source>
        <translation>登记专家</translation>
    </message>
    <message>
        <source>Nobody was told of this case yet. [N] refers it.</source>
        <translation>本案尚未对外移送或通报。按 [N] 移送。</translation>
    </message>
    <message>
        <source>a crime may be suspected</source>
        <translation>可能涉嫌犯罪</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>{article} {name}: from {least} · in force {begin} to {end} · {source}</source>
        <translation>{article} {name}：{least} 起 · 施行期 {begin} 至 {end} · {source}</translation>
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
    <name>CameraPane</name>
    <message>
        <source>Read once, not sure yet: {text}. Hold it still.</source>
        <translation>仅读到一次，尚不确定：{text}，请拿稳。</translation>
    </message>
    <message>
        <source>Hold a code before the camera. [P] takes a photo, [K] closes the camera.</source>
        <translation>将条码对准摄像头。[P] 拍照，[K] 关闭摄像头。</translation>
    </message>
</context>
<context>
    <name>CampaignsPart</name>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>from</source>
        <translation>自</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>in scope</source>
        <translation>范围内</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>已查验</translation>
    </message>
    <message>
        <source>finds</source>
        <translation>查获</translation>
    </message>
    <message>
        <source>quota left</source>
        <translation>剩余配额</translation>
    </message>
    <message>
        <source>No campaigns. Write one below as [[campaign]] and propose it.</source>
        <translation>没有专项行动。请在下方以 [[campaign]] 写明并提出。</translation>
    </message>
    <message>
        <source>The campaign as text (TOML)</source>
        <translation>行动文本（TOML）</translation>
    </message>
    <message>
        <source>Change it and propose it: a new id adds a campaign, the same id takes its place.</source>
        <translation>修改后提出：新的 id 为新增行动，相同 id 则取代原行动。</translation>
    </message>
</context>
<context>
    <name>CartonWay</name>
    <message>
        <source>How many pieces does carton {code} hold? Type it once; its next scans count by themselves.</source>
        <translation>外箱 {code} 内装几件？键入一次，之后扫描自动计数。</translation>
    </message>
    <message>
        <source>Pieces in a carton</source>
        <translation>每箱件数</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>箱数</translation>
    </message>
    <message>
        <source>Loose pieces</source>
        <translation>散件</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
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
</context>
<context>
    <name>CaseList</name>
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
        <translation>案件</translation>
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
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>No case fits the filter. Clear it to see all.</source>
        <translation>没有符合筛选条件的案件。清除筛选可查看全部。</translation>
    </message>
    <message>
        <source>No cases yet. A detention on the bench opens one.</source>
        <translation>尚无案件。在查验台登记扣留后即生成案件。</translation>
    </message>
</context>
<context>
    <name>CaseSide</name>
    <message>
        <source>right changed</source>
        <translation>权利有变动</translation>
    </message>
    <message>
        <source>linked: {case}</source>
        <translation>关联：{case}</translation>
    </message>
    <message>
        <source>Right holder</source>
        <translation>权利人</translation>
    </message>
</context>
<context>
    <name>Cases</name>
    <message>
        <source>unverified default</source>
        <translation>未经核实的默认规则</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>已中止</translation>
    </message>
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
    <message>
        <source>right changed</source>
        <translation>权利有变动</translation>
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
        <source>proved at the centre</source>
        <translation>中心已确认</translation>
    </message>
    <message>
        <source>only here</source>
        <translation>仅存本机</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>goods in custody</source>
        <translation>在库货物</translation>
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
        <source>extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>No clock runs</source>
        <translation>没有正在进行的期限</translation>
    </message>
    <message>
        <source>let it run again</source>
        <translation>恢复计算</translation>
    </message>
    <message>
        <source>suspend</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>suspended until {day}</source>
        <translation>中止至 {day}</translation>
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
    <name>ComparePane</name>
    <message>
        <source>genuine goods show</source>
        <translation>正品特征</translation>
    </message>
    <message>
        <source>known fakes show</source>
        <translation>已知侵权特征</translation>
    </message>
    <message>
        <source>these goods</source>
        <translation>本批货物</translation>
    </message>
    <message>
        <source>matches genuine</source>
        <translation>与真品一致</translation>
    </message>
    <message>
        <source>matches fake</source>
        <translation>与仿品一致</translation>
    </message>
    <message>
        <source>can't tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>next clue</source>
        <translation>下一特征</translation>
    </message>
    <message>
        <source>back to the bench</source>
        <translation>返回查验台</translation>
    </message>
    <message>
        <source>clue {at} of {all}</source>
        <translation>特征 {at}/{all}</translation>
    </message>
    <message>
        <source>no picture of this clue</source>
        <translation>该特征无图片</translation>
    </message>
    <message>
        <source>no picture of this fake yet</source>
        <translation>尚无此类仿品图片</translation>
    </message>
    <message>
        <source>no photo yet: take one with P</source>
        <translation>尚无照片：按 P 拍照</translation>
    </message>
    <message>
        <source>(picture: the recorded mark)</source>
        <translation>（图为备案图样）</translation>
    </message>
    <message>
        <source>not compared yet</source>
        <translation>尚未比对</translation>
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
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>as declared</source>
        <translation>与申报相符</translation>
    </message>
    <message>
        <source>cartons</source>
        <translation>按箱</translation>
    </message>
    <message>
        <source>weigh</source>
        <translation>称重</translation>
    </message>
</context>
<context>
    <name>CustodyPanel</name>
    <message>
        <source>parcel</source>
        <translation>包件</translation>
    </message>
    <message>
        <source>goods</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>重量</translation>
    </message>
    <message>
        <source>lies in</source>
        <translation>存放于</translation>
    </message>
    <message>
        <source>seal</source>
        <translation>封志</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>when</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>what</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>from → to</source>
        <translation>从 → 到</translation>
    </message>
    <message>
        <source>officers</source>
        <translation>经办</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>custody</source>
        <translation>保管</translation>
    </message>
    <message>
        <source>pack goods</source>
        <translation>封装货物</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>take a sample</source>
        <translation>取样</translation>
    </message>
    <message>
        <source>give the sample out</source>
        <translation>借出样品</translation>
    </message>
    <message>
        <source>take the sample back</source>
        <translation>收回样品</translation>
    </message>
    <message>
        <source>print labels</source>
        <translation>打印标签</translation>
    </message>
    <message>
        <source>dispose</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>add a place</source>
        <translation>新增存放处</translation>
    </message>
    <message>
        <source>Chain of custody</source>
        <translation>保管链</translation>
    </message>
    <message>
        <source>Packing the goods is the first step.</source>
        <translation>封装货物后开始记录。</translation>
    </message>
    <message>
        <source>Nothing is packed yet. First add a place of custody with [A], then pack the goods.</source>
        <translation>尚未封装。请先按 [A] 新增存放处，再封装货物。</translation>
    </message>
    <message>
        <source>Nothing is packed yet. [N] packs the goods into parcels with codes and seals.</source>
        <translation>尚未封装。按 [N] 将货物封装为带编码和封志的包件。</translation>
    </message>
    <message>
        <source>Scan a parcel's label, then a place's: it is moved.</source>
        <translation>先扫描包件标签，再扫描存放处标签，即完成移动。</translation>
    </message>
    <message>
        <source>In no parcel yet: {goods}.</source>
        <translation>尚未封装：{goods}。</translation>
    </message>
    <message>
        <source>{way} on {day}: {method}, {place} · witness {witness} · {who} · all: {tonnes} t, {items} items</source>
        <translation>{day} {way}：{method}，{place} · 见证人 {witness} · {who} · 合计 {tonnes} 吨、{items} 件</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>返还</translation>
    </message>
</context>
<context>
    <name>DefaultRules</name>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>said to stand in</source>
        <translation>所依条款（未核实）</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>unverified default</source>
        <translation>未经核实的默认规则</translation>
    </message>
    <message>
        <source>confirmed by {officer}, {day}</source>
        <translation>{officer} 于 {day} 确认</translation>
    </message>
    <message>
        <source>Unverified rules</source>
        <translation>未经核实的规则</translation>
    </message>
    <message>
        <source>Nobody has checked these against the text of the law. A supervisor's word, once, makes them bind here.</source>
        <translation>以下规则尚未与法律原文核对。主管确认一次后在本关适用。</translation>
    </message>
    <message>
        <source>What it was checked against</source>
        <translation>核对依据</translation>
    </message>
    <message>
        <source>confirm the chosen rules for this office</source>
        <translation>为本关确认所选规则</translation>
    </message>
    <message>
        <source>Every rule of this pack is verified.</source>
        <translation>本规则包的全部规则均已核实。</translation>
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
        <source>Tones for agreed, doubtful and alarm</source>
        <translation>提示音：一致、存疑、警报</translation>
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
        <source>Scan any code: what arrives is shown here.</source>
        <translation>请扫描任意条码：读取结果显示在此。</translation>
    </message>
</context>
<context>
    <name>DetainPage</name>
    <message>
        <source>Detain</source>
        <translation>扣留</translation>
    </message>
    <message>
        <source>Count goods on the bench first (Esc goes back).</source>
        <translation>请先在查验台清点货物（Esc 返回）。</translation>
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
        <source>RECORD AND PRINT {count}</source>
        <translation>扣留并打印 {count} 份</translation>
    </message>
    <message>
        <source>RECORD AND PRINT</source>
        <translation>扣留并打印</translation>
    </message>
    <message>
        <source>RECORD</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>items · one batch · lines: {count}</source>
        <translation>件 · 一批 · {count} 项</translation>
    </message>
    <message>
        <source>recorded as {case}</source>
        <translation>已立案：{case}</translation>
    </message>
    <message>
        <source>{name} has confirmed</source>
        <translation>{name} 已确认</translation>
    </message>
</context>
<context>
    <name>EditionsPanel</name>
    <message>
        <source>edition</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>station</source>
        <translation>关站</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>recordation</source>
        <translation>备案号</translation>
    </message>
    <message>
        <source>the right</source>
        <translation>权利</translation>
    </message>
    <message>
        <source>what changed</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Editions of the register</source>
        <translation>备案库版本</translation>
    </message>
    <message>
        <source>back to the register</source>
        <translation>返回备案库</translation>
    </message>
    <message>
        <source>No edition has come yet.</source>
        <translation>尚无任何版本。</translation>
    </message>
    <message>
        <source>Choose an edition to see what it changed.</source>
        <translation>请选择一个版本，查看其变更。</translation>
    </message>
    <message>
        <source>Edition {edition} of {day}, from {file}, by {officer}</source>
        <translation>第 {edition} 版，{day}，来自 {file}，操作人 {officer}</translation>
    </message>
    <message>
        <source>and {count} more new rights</source>
        <translation>另有 {count} 项新增权利</translation>
    </message>
</context>
<context>
    <name>EditorPart</name>
    <message>
        <source>Reason for switching it off</source>
        <translation>停用原因</translation>
    </message>
    <message>
        <source>replay on the past</source>
        <translation>用历史试跑</translation>
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
        <source>propose</source>
        <translation>提出</translation>
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
    <message>
        <source>Switch "{rule}" on?</source>
        <translation>启用“{rule}”？</translation>
    </message>
    <message>
        <source>switch on</source>
        <translation>启用</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>nothing found</source>
        <translation>未发现异常</translation>
    </message>
    <message>
        <source>wrong papers</source>
        <translation>单证不符</translation>
    </message>
    <message>
        <source>DETAIN</source>
        <translation>扣留</translation>
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
        <source>Line {lines}: a large lot that no second officer has counted. Detain all the same?</source>
        <translation>第 {lines} 项数量大，尚无第二名关员复点。仍要扣留吗？</translation>
    </message>
    <message>
        <source>detain</source>
        <translation>扣留</translation>
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
    <name>Figures</name>
    <message>
        <source>million</source>
        <translation>百万件</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>第</translation>
    </message>
</context>
<context>
    <name>FiguresPart</name>
    <message>
        <source>what it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>HS or economy</source>
        <translation>HS章或经济体</translation>
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
        <source>weighs in</source>
        <translation>计入评分</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>quoted</source>
        <translation>转引</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No published figures. Set the program up again.</source>
        <translation>没有公开统计，请重新安装程序。</translation>
    </message>
    <message>
        <source>Index by economy and product</source>
        <translation>按来源地和商品章的指数</translation>
    </message>
    <message>
        <source>Points a weighed figure may add at most</source>
        <translation>每项公开统计最多加分</translation>
    </message>
    <message>
        <source>0 to 20; never opens a shipment by itself, and the desk's own finds wash it out</source>
        <translation>0 至 20；单凭它不会开箱，本站查获越多其作用越小</translation>
    </message>
    <message>
        <source>index of a table…</source>
        <translation>由表格计算指数…</translation>
    </message>
    <message>
        <source>set the points</source>
        <translation>设定分值</translation>
    </message>
    <message>
        <source>Seizures and imports (product, economy, seizures, imports)</source>
        <translation>查获与进口额（product、economy、seizures、imports）</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>FilesField</name>
    <message>
        <source>add …</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>take the files away</source>
        <translation>清除文件</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
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
        <source>save the list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>back to the register</source>
        <translation>返回备案库</translation>
    </message>
    <message>
        <source>Every row was taken.</source>
        <translation>所有行均已导入。</translation>
    </message>
    <message>
        <source>What the import of {file} left to look at</source>
        <translation>导入 {file} 后需要查看的内容</translation>
    </message>
    <message>
        <source>Columns that the register does not know and left out: {names}</source>
        <translation>备案库不认识、未导入的列：{names}</translation>
    </message>
    <message>
        <source>Save the refused rows</source>
        <translation>保存拒收的行</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
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
    <name>LineForm</name>
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
</context>
<context>
    <name>LinesPanel</name>
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
        <source>rests on</source>
        <translation>计价依据</translation>
    </message>
    <message>
        <source>evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>rights</source>
        <translation>权利</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>货物清单</translation>
    </message>
    <message>
        <source>correct the line</source>
        <translation>更正该项</translation>
    </message>
    <message>
        <source>value it by the rules</source>
        <translation>按规则计价</translation>
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
    <name>Looking</name>
    <message>
        <source>photo ({count})</source>
        <translation>拍照 {count}</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>read text</source>
        <translation>读文字</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>比对</translation>
    </message>
    <message>
        <source>Photos of the goods</source>
        <translation>货物照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>the earlier photo</source>
        <translation>当时的照片</translation>
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
    <name>Methods</name>
    <message>
        <source>scanned</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>counted by hand</source>
        <translation>人工清点</translation>
    </message>
    <message>
        <source>by carton</source>
        <translation>按箱</translation>
    </message>
    <message>
        <source>estimated by weight</source>
        <translation>称重估算</translation>
    </message>
    <message>
        <source>counted, as declared</source>
        <translation>清点，与申报相符</translation>
    </message>
    <message>
        <source>counted again</source>
        <translation>复点</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>being tried</source>
        <translation>试用中</translation>
    </message>
    <message>
        <source>former</source>
        <translation>曾用</translation>
    </message>
    <message>
        <source>key withdrawn</source>
        <translation>公钥已撤销</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>受信任</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>ModelsPart</name>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>训练期</translation>
    </message>
    <message>
        <source>inspections</source>
        <translation>查验数</translation>
    </message>
    <message>
        <source>new cargo: AUC, top 5 %</source>
        <translation>新货物：AUC、前 5% 查获率</translation>
    </message>
    <message>
        <source>all: AUC, top 5 %</source>
        <translation>全部：AUC、前 5% 查获率</translation>
    </message>
    <message>
        <source>off by</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>taken by</source>
        <translation>启用人</translation>
    </message>
    <message>
        <source>signed by key</source>
        <translation>签名公钥</translation>
    </message>
    <message>
        <source>key of a centre</source>
        <translation>中心的公钥</translation>
    </message>
    <message>
        <source>proposed by</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>confirmed by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>No model was taken yet. Trust the centre's key below, then load its file.</source>
        <translation>还没有使用过评分模型。请先在下方信任中心的公钥，再载入模型文件。</translation>
    </message>
    <message>
        <source>No key yet. Enter the centre's key; a second supervisor confirms it.</source>
        <translation>还没有公钥。请输入中心的公钥，由另一位主管确认。</translation>
    </message>
    <message>
        <source>Key of the centre (64 digits, as risk fit prints it)</source>
        <translation>中心的公钥（64 位，即 risk fit 输出的 signer）</translation>
    </message>
    <message>
        <source>Reason for withdrawing the key</source>
        <translation>撤销公钥的原因</translation>
    </message>
    <message>
        <source>use a model…</source>
        <translation>使用模型文件…</translation>
    </message>
    <message>
        <source>try one beside it…</source>
        <translation>试用另一模型…</translation>
    </message>
    <message>
        <source>use the tried one</source>
        <translation>改用试用模型</translation>
    </message>
    <message>
        <source>go back</source>
        <translation>换回上一个</translation>
    </message>
    <message>
        <source>trust the key</source>
        <translation>信任该公钥</translation>
    </message>
    <message>
        <source>withdraw the key</source>
        <translation>撤销该公钥</translation>
    </message>
    <message>
        <source>Model of the centre</source>
        <translation>中心的评分模型</translation>
    </message>
</context>
<context>
    <name>MoneyPanel</name>
    <message>
        <source>offence</source>
        <translation>违法行为</translation>
    </message>
    <message>
        <source>tier</source>
        <translation>档次</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>罚款</translation>
    </message>
    <message>
        <source>source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>for</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>borne by</source>
        <translation>承担人</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>customs (after the limit)</source>
        <translation>海关（已过期限）</translation>
    </message>
    <message>
        <source>holder, paid directly</source>
        <translation>权利人（已直接支付）</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>权利人</translation>
    </message>
    <message>
        <source>money</source>
        <translation>款项</translation>
    </message>
    <message>
        <source>decide on a fine</source>
        <translation>决定罚款</translation>
    </message>
    <message>
        <source>note a cost</source>
        <translation>登记费用</translation>
    </message>
    <message>
        <source>note a sum</source>
        <translation>登记款项</translation>
    </message>
    <message>
        <source>Fine tiers for this value: advice, the officer decides</source>
        <translation>该货值的裁量档次（供参考，由关员决定）</translation>
    </message>
    <message>
        <source>Costs of keeping the goods</source>
        <translation>货物保管费用</translation>
    </message>
    <message>
        <source>This law knows no fine tiers.</source>
        <translation>该法域没有罚款裁量档次。</translation>
    </message>
    <message>
        <source>No costs yet. [A] notes storage, keeping or disposal.</source>
        <translation>尚无费用。按 [A] 登记仓储、保管或处置费用。</translation>
    </message>
    <message>
        <source>Value of the goods</source>
        <translation>货物价值</translation>
    </message>
    <message>
        <source>each line with its basis under [L]</source>
        <translation>各项计价依据见 [L]</translation>
    </message>
    <message>
        <source>Security due from the holder</source>
        <translation>权利人应提供担保</translation>
    </message>
    <message>
        <source>Security lodged</source>
        <translation>已提供担保</translation>
    </message>
    <message>
        <source>Deposit to have the goods back</source>
        <translation>放行所需担保金</translation>
    </message>
    <message>
        <source>Deposit lodged</source>
        <translation>已交担保金</translation>
    </message>
    <message>
        <source>Fine decided on</source>
        <translation>决定罚款</translation>
    </message>
    <message>
        <source>the holder pays until {day}</source>
        <translation>权利人承担至 {day}</translation>
    </message>
    <message>
        <source>Costs the holder bears</source>
        <translation>权利人承担费用</translation>
    </message>
    <message>
        <source>Deducted from the security</source>
        <translation>从担保中扣除</translation>
    </message>
    <message>
        <source>To be given back</source>
        <translation>应退还</translation>
    </message>
    <message>
        <source>Still to be claimed</source>
        <translation>尚待追偿</translation>
    </message>
    <message>
        <source>from the holder or guarantor</source>
        <translation>向权利人或担保人</translation>
    </message>
</context>
<context>
    <name>OfficeDaysDesk</name>
    <message>
        <source>day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>the office is</source>
        <translation>本关</translation>
    </message>
    <message>
        <source>why</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>open that day</source>
        <translation>当日办公</translation>
    </message>
    <message>
        <source>closed that day</source>
        <translation>当日不办公</translation>
    </message>
    <message>
        <source>The office's own days</source>
        <translation>本关自定日期</translation>
    </message>
    <message>
        <source>Days on which this office is closed or open against the public calendar. Every clock counts by them.</source>
        <translation>本关与公共日历不同的办公日和非办公日，各期限均按此计算。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The office is</source>
        <translation>本关</translation>
    </message>
    <message>
        <source>Why (Chinese)</source>
        <translation>事由（中文）</translation>
    </message>
    <message>
        <source>Why (English)</source>
        <translation>事由（英文）</translation>
    </message>
    <message>
        <source>empty: {hour}, as the rules have it</source>
        <translation>留空即按规则的 {hour}</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>下班时间</translation>
    </message>
    <message>
        <source>keep the day</source>
        <translation>保存该日</translation>
    </message>
    <message>
        <source>take the chosen day back</source>
        <translation>撤回所选日期</translation>
    </message>
    <message>
        <source>keep the hour</source>
        <translation>保存下班时间</translation>
    </message>
    <message>
        <source>No days of its own: the public calendar holds.</source>
        <translation>未作安排，按公共日历计算。</translation>
    </message>
</context>
<context>
    <name>OpenedWay</name>
    <message>
        <source>Cartons opened</source>
        <translation>已开箱数</translation>
    </message>
    <message>
        <source>With findings</source>
        <translation>有发现箱数</translation>
    </message>
</context>
<context>
    <name>PapersPanel</name>
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
        <source>served</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>void</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>print a copy</source>
        <translation>打印副本</translation>
    </message>
    <message>
        <source>write a document</source>
        <translation>制作文书</translation>
    </message>
    <message>
        <source>proof of service</source>
        <translation>送达登记</translation>
    </message>
    <message>
        <source>make void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>No document has been issued. The next acts issue theirs; others are written with [W].</source>
        <translation>尚未制发文书。下一步会自动制发相应文书，其他文书按 [W] 制作。</translation>
    </message>
    <message>
        <source>Still to be written: {titles}</source>
        <translation>尚待制作：{titles}</translation>
    </message>
    <message>
        <source>Titles by unverified default: {kinds}</source>
        <translation>文书名称为未经核实的默认：{kinds}</translation>
    </message>
</context>
<context>
    <name>PapersShown</name>
    <message>
        <source>Under this law no document comes with the detention itself. The case has them.</source>
        <translation>该法在扣留时不出具文书，文书在案件中办理。</translation>
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
    <name>PartiesPanel</name>
    <message>
        <source>role</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>code or ID</source>
        <translation>代码或证件号</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>parties</source>
        <translation>当事方</translation>
    </message>
    <message>
        <source>add a party or shop</source>
        <translation>新增当事方或网店</translation>
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
    <name>PhotosPanel</name>
    <message>
        <source>photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>No photographs were taken. [P] on the bench takes one.</source>
        <translation>没有照片。可在查验台按 [P] 拍摄。</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>mandatory</source>
        <translation>必查</translation>
    </message>
    <message>
        <source>random draw</source>
        <translation>随机抽查</translation>
    </message>
    <message>
        <source>likelihood</source>
        <translation>可能性</translation>
    </message>
    <message>
        <source>value</source>
        <translation>价值</translation>
    </message>
</context>
<context>
    <name>PlanWay</name>
    <message>
        <source>Cartons in all</source>
        <translation>总箱数</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>{confidence} % sure if {share} % are fake</source>
        <translation>假货占 {share}% 时把握 {confidence}%</translation>
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
        <translation>风险分</translation>
    </message>
    <message>
        <source>number</source>
        <translation>单号</translation>
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
        <translation>日</translation>
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
        <source>picture of the mark</source>
        <translation>商标图片</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>无图片</translation>
    </message>
</context>
<context>
    <name>RecountPane</name>
    <message>
        <source>Second officer</source>
        <translation>第二名关员</translation>
    </message>
    <message>
        <source>Their passphrase [Enter]</source>
        <translation>其口令 [Enter]</translation>
    </message>
    <message>
        <source>Which count stands</source>
        <translation>采用哪次</translation>
    </message>
    <message>
        <source>Why [Enter]</source>
        <translation>理由 [Enter]</translation>
    </message>
    <message>
        <source>BLIND RECOUNT</source>
        <translation>盲点复核</translation>
    </message>
    <message>
        <source>{officer} counts line {lines} without the first count.</source>
        <translation>{officer} 正在不看初次数量复点第 {lines} 项。</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>counts differ</source>
        <translation>两次不一致</translation>
    </message>
    <message>
        <source>recount due</source>
        <translation>须复点</translation>
    </message>
    <message>
        <source>Line {lines}: so many pieces are counted by two officers.</source>
        <translation>第 {lines} 项数量大，须由两名关员清点。</translation>
    </message>
    <message>
        <source>second officer</source>
        <translation>第二名关员</translation>
    </message>
    <message>
        <source>second: {count}</source>
        <translation>第二次：{count}</translation>
    </message>
    <message>
        <source>first: {count}</source>
        <translation>第一次：{count}</translation>
    </message>
    <message>
        <source>Line {line}: first {first} ({how}), second {second} ({again}).</source>
        <translation>第 {line} 项：第一次 {first}（{how}），第二次 {second}（{again}）。</translation>
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
        <source>editions</source>
        <translation>版本</translation>
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
    <message>
        <source>Making the new edition ready to be searched and matched</source>
        <translation>正在为新版备案建立检索与比对索引</translation>
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
        <translation>正品特征</translation>
    </message>
    <message>
        <source>known fakes show</source>
        <translation>已知侵权特征</translation>
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
        <source>licensees:</source>
        <translation>被许可人：</translation>
    </message>
    <message>
        <source>contact confirmed {days} days ago</source>
        <translation>联系方式 {days} 天前核实</translation>
    </message>
</context>
<context>
    <name>RightsPanel</name>
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
        <source>rights</source>
        <translation>权利</translation>
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
        <translation>主管</translation>
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
        <source>validity</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>source</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>No rules: the shipped pack is missing. Set the program up again.</source>
        <translation>没有规则：随附规则包缺失，请重新安装程序。</translation>
    </message>
    <message>
        <source>Change it and propose it: a new id adds a rule, the same id takes its place, valid_to ends it.</source>
        <translation>修改后提出：新的 id 为新增规则，相同 id 则取代原规则，valid_to 为截止日。</translation>
    </message>
    <message>
        <source>The rule as text (TOML)</source>
        <translation>规则文本（TOML）</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>Open all {lot} cartons ({source}).</source>
        <translation>全部 {lot} 箱开箱（{source}）。</translation>
    </message>
    <message>
        <source>Open {sample} of {lot} cartons ({source}). If {share} % are fake, one is met with {chance} %.</source>
        <translation>共 {lot} 箱，抽开 {sample} 箱（{source}）。若 {share}% 为假货，遇到的概率为 {chance}%。</translation>
    </message>
    <message>
        <source>Opened {opened} of {lot} cartons as planned, {findings} with findings.</source>
        <translation>已按方案开箱 {opened}/{lot}，其中 {findings} 箱有发现。</translation>
    </message>
    <message>
        <source>Opened {opened} of {lot} cartons, {findings} with findings; planned were {sample}.</source>
        <translation>已开箱 {opened}/{lot}，其中 {findings} 箱有发现；方案应开 {sample} 箱。</translation>
    </message>
    <message>
        <source>The plan accepts {accept}: open all of them.</source>
        <translation>方案允许 {accept} 箱：应全部开箱。</translation>
    </message>
    <message>
        <source>hypergeometric distribution, none accepted</source>
        <translation>超几何分布，零接收</translation>
    </message>
</context>
<context>
    <name>SamplingPane</name>
    <message>
        <source>sampling</source>
        <translation>抽箱</translation>
    </message>
    <message>
        <source>cartons opened</source>
        <translation>开箱结果</translation>
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
    <message>
        <source>the chosen officer leaves</source>
        <translation>所选关员离岗</translation>
    </message>
    <message>
        <source>leaves</source>
        <translation>离岗</translation>
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
        <source>open today</source>
        <translation>今日查验</translation>
    </message>
    <message>
        <source>score</source>
        <translation>风险分</translation>
    </message>
    <message>
        <source>likelihood</source>
        <translation>可能性</translation>
    </message>
    <message>
        <source>value at stake</source>
        <translation>涉及货值</translation>
    </message>
    <message>
        <source>number</source>
        <translation>单号</translation>
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
        <source>move to the lane</source>
        <translation>转入该通道</translation>
    </message>
    <message>
        <source>Say under "worth" what the desk opens a day; then it is planned here.</source>
        <translation>请在“成效”中填写每天的查验能力，这里便会列出今日查验计划。</translation>
    </message>
    <message>
        <source>{count} openings a day: mandatory ones first; of the rest {random} from the random draw, {value} by likelihood × value, {likelihood} by likelihood.</source>
        <translation>每天查验 {count} 票：先必查，其余 {random} 取自随机抽查，{value} 按可能性×货值，{likelihood} 按可能性。</translation>
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
    <name>ShownPanel</name>
    <message>
        <source>when</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>what</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>披露项</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>遮蔽内容</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未附项</translation>
    </message>
    <message>
        <source>by</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>shown to others</source>
        <translation>对外披露</translation>
    </message>
    <message>
        <source>give a copy</source>
        <translation>提供副本</translation>
    </message>
    <message>
        <source>make an evidence pack</source>
        <translation>生成证据包</translation>
    </message>
    <message>
        <source>Every document and pack is masked for whom it is for; here stands what each was shown.</source>
        <translation>每份文书和证据包均按接收人遮蔽；此处记录各方看到的内容。</translation>
    </message>
    <message>
        <source>Nothing was shown to anybody yet.</source>
        <translation>尚未向任何人披露。</translation>
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
        <source>Tidewaiter</source>
        <translation>知识产权海关查验</translation>
    </message>
    <message>
        <source>Sign in to the station</source>
        <translation>登录工作站</translation>
    </message>
    <message>
        <source>Sample station. The passphrase of every officer: {hint}</source>
        <translation>演示工作站。所有关员的口令均为：{hint}</translation>
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
    <name>Standing</name>
    <message>
        <source>agrees</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>short</source>
        <translation>短少</translation>
    </message>
    <message>
        <source>over</source>
        <translation>溢出</translation>
    </message>
    <message>
        <source>undeclared</source>
        <translation>未申报</translation>
    </message>
    <message>
        <source>another unit</source>
        <translation>单位不同</translation>
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
        <source>since {at}</source>
        <translation>{at} 起当班</translation>
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
    <name>Steps</name>
    <message>
        <source>first scan</source>
        <translation>首次扫描</translation>
    </message>
    <message>
        <source>first count</source>
        <translation>首次清点</translation>
    </message>
    <message>
        <source>first photo</source>
        <translation>首张照片</translation>
    </message>
    <message>
        <source>widened</source>
        <translation>扩大查验</translation>
    </message>
    <message>
        <source>counted again</source>
        <translation>复点</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Took {time}: {steps}</source>
        <translation>用时 {time}：{steps}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>StorePage</name>
    <message>
        <source>Goods in custody</source>
        <translation>在库货物</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>add a place</source>
        <translation>新增存放处</translation>
    </message>
    <message>
        <source>change the place</source>
        <translation>更改存放处</translation>
    </message>
    <message>
        <source>count the place</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>print place labels</source>
        <translation>打印存放处标签</translation>
    </message>
    <message>
        <source>dispose of the chosen</source>
        <translation>处置所选包件</translation>
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
        <source>Scan a parcel's label, then a place's: it is moved. Several parcels are chosen with Shift or Ctrl.</source>
        <translation>先扫描包件标签，再扫描存放处标签，即完成移动。按住 Shift 或 Ctrl 可选择多个包件。</translation>
    </message>
    <message>
        <source>No places yet. [A] adds the first one.</source>
        <translation>尚无存放处。按 [A] 新增。</translation>
    </message>
    <message>
        <source>No places yet. A case officer adds them.</source>
        <translation>尚无存放处。由办案关员新增。</translation>
    </message>
    <message>
        <source>Nothing lies here. Goods are packed on their case, under custody.</source>
        <translation>此处没有货物。请在案件的“保管”中封装货物。</translation>
    </message>
    <message>
        <source>No sample is out.</source>
        <translation>没有借出的样品。</translation>
    </message>
    <message>
        <source>No place was counted yet. Choose one, then [N].</source>
        <translation>尚未盘点。请选择存放处后按 [N]。</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>in store</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>samples out</source>
        <translation>借出样品</translation>
    </message>
    <message>
        <source>counts</source>
        <translation>盘点</translation>
    </message>
    <message>
        <source>all places</source>
        <translation>全部存放处</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>what</source>
        <translation>项目</translation>
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
        <source>number or time</source>
        <translation>数量或时间</translation>
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
        <source>sharing …</source>
        <translation>正在同步……</translation>
    </message>
    <message>
        <source>join another centre</source>
        <translation>改接其他中心</translation>
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
    <name>TargetField</name>
    <message>
        <source>where …</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>Choose where to write</source>
        <translation>选择保存位置</translation>
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
        <source>campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>models</source>
        <translation>评分模型</translation>
    </message>
    <message>
        <source>traders</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>published figures</source>
        <translation>公开统计</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>返回队列</translation>
    </message>
</context>
<context>
    <name>Tenths</name>
    <message>
        <source>off</source>
        <translation>偏离</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>相符</translation>
    </message>
</context>
<context>
    <name>TouchedCases</name>
    <message>
        <source>case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>the right</source>
        <translation>权利</translation>
    </message>
    <message>
        <source>what it means for the case</source>
        <translation>对案件的影响</translation>
    </message>
    <message>
        <source>Open cases to look at (Enter opens the case)</source>
        <translation>需要查看的在办案件（按回车打开案件）</translation>
    </message>
</context>
<context>
    <name>TradersPart</name>
    <message>
        <source>trader</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>as</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>shipments</source>
        <translation>货物</translation>
    </message>
    <message>
        <source>found irregular</source>
        <translation>查获票数</translation>
    </message>
    <message>
        <source>credit</source>
        <translation>信用</translation>
    </message>
    <message>
        <source>Find a trader by name or id</source>
        <translation>按名称或代码查找企业</translation>
    </message>
    <message>
        <source>No trader of that name. Import declarations, or type less.</source>
        <translation>没有该名称的企业。请导入报关单，或缩短查找内容。</translation>
    </message>
    <message>
        <source>Id or name as declared</source>
        <translation>报关单上的代码或名称</translation>
    </message>
    <message>
        <source>Credit class</source>
        <translation>信用等级</translation>
    </message>
    <message>
        <source>Where that is written</source>
        <translation>依据（文号或来源）</translation>
    </message>
    <message>
        <source>Credit restored on (if it was)</source>
        <translation>信用修复日（如有）</translation>
    </message>
    <message>
        <source>as 2026-01-31</source>
        <translation>格式 2026-01-31</translation>
    </message>
    <message>
        <source>note the credit</source>
        <translation>记录信用等级</translation>
    </message>
    <message>
        <source>Choose a trader to see what is known of it.</source>
        <translation>选择企业，查看其情况。</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>pieces</source>
        <translation>个</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>双</translation>
    </message>
    <message>
        <source>dozens</source>
        <translation>打</translation>
    </message>
    <message>
        <source>gross</source>
        <translation>罗</translation>
    </message>
    <message>
        <source>sets</source>
        <translation>套</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>千克</translation>
    </message>
</context>
<context>
    <name>WeightWay</name>
    <message>
        <source>Pieces</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>They weigh (g)</source>
        <translation>称得（克）</translation>
    </message>
    <message>
        <source>All weigh (kg)</source>
        <translation>全部净重（千克）</translation>
    </message>
    <message>
        <source>Weigh as many pieces two or three times, with spaces between; then all, without packing.</source>
        <translation>同样件数称两三次，以空格分开；再称全部净重。</translation>
    </message>
    <message>
        <source>About {pieces} pieces, ± {error} at 95 %. More sample weighings make it surer.</source>
        <translation>约 {pieces} 件，95% 误差 ±{error}。多称几次样品可更准。</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Choose a shipment to see why it is here.</source>
        <translation>选一票货物，查看布控原因。</translation>
    </message>
    <message>
        <source>likelihood {chance} · value at stake {value} CNY</source>
        <translation>可能性 {chance} · 涉及货值 {value} 元</translation>
    </message>
    <message>
        <source>Nothing speaks for opening it.</source>
        <translation>没有需要查验的理由。</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>依据：{source}</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>怎样会改变通道</translation>
    </message>
    <message>
        <source>Look for: {what}</source>
        <translation>重点查看：{what}</translation>
    </message>
    <message>
        <source>Do: {what}</source>
        <translation>怎么做：{what}</translation>
    </message>
    <message>
        <source>{mark} ({holder})</source>
        <translation>{mark}（{holder}）</translation>
    </message>
    <message>
        <source>The holder has given no clues.</source>
        <translation>权利人没有提供识别要点。</translation>
    </message>
    <message>
        <source>genuine: {clue}</source>
        <translation>真品：{clue}</translation>
    </message>
    <message>
        <source>fake: {clue}</source>
        <translation>仿品：{clue}</translation>
    </message>
    <message>
        <source>Consignor</source>
        <translation>发货人</translation>
    </message>
    <message>
        <source>Consignee</source>
        <translation>收货人</translation>
    </message>
    <message>
        <source>{shipments} shipments here, {inspected} inspected, {found} irregular; credit {credit}</source>
        <translation>本站申报 {shipments} 票，查验 {inspected} 票，查获 {found} 票；信用：{credit}</translation>
    </message>
    <message>
        <source>Earlier infringements weigh {weight} today.</source>
        <translation>以往侵权现在的分量：{weight}。</translation>
    </message>
</context>
<context>
    <name>WordingDesk</name>
    <message>
        <source>Wording of the documents</source>
        <translation>文书用语</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Reason of the change</source>
        <translation>修改理由</translation>
    </message>
    <message>
        <source>Template; {name} stands for a field's value</source>
        <translation>模板；{name} 表示某项内容</translation>
    </message>
    <message>
        <source>check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>keep the wording</source>
        <translation>保存用语</translation>
    </message>
    <message>
        <source>back to the program's wording</source>
        <translation>恢复程序自带用语</translation>
    </message>
    <message>
        <source>our own</source>
        <translation>本关自定</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>Must be on paper: {fields}</source>
        <translation>必须载明：{fields}</translation>
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
        <source>tenth, by what was foretold</source>
        <translation>按预计分十档</translation>
    </message>
    <message>
        <source>foretold</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>found, 95 %</source>
        <translation>查获率（95%）</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>相符</translation>
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
        <source>From 100 inspections on, forecasts are held against finds here.</source>
        <translation>满 100 次查验后，在此核对预计与查获。</translation>
    </message>
    <message>
        <source>Was the draw fair?</source>
        <translation>抽签可信吗？</translation>
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
        <source>Red from {red} points (expected {reds} of all), yellow from {yellow} ({yellows}); {random} are drawn at random.</source>
        <translation>红色自 {red} 分起（预计占 {reds}），黄色自 {yellow} 分起（{yellows}）；随机抽查 {random}。</translation>
    </message>
</context>
</TS>
