"""Reports of figures: whole texts of one template each, as statistics offices write them, with other numbers every month.

Slots: those of the place, and ``period`` (1至5月, 上半年), ``year``, ``last`` (year − 1), ``month`` (5月底).
"""

REPORT_TITLES = (
    "{county}{period}招商引资情况通报",
    "{period}{county}新签约项目{signed}个",
    "{year}年{period}{county}招商引资工作情况",
    "{county}{period}到位资金同比增长{up}%",
)

# Each template is a whole report, a paragraph a line.
REPORTS = (
    (
        "{year}年{period}，{all}新签约招商项目{signed}个，协议投资{contracted}亿元，同比增长{up}%；实际到位资金{received}亿元，完成全年目标任务的{done}%。",
        "从项目规模看，新签约亿元以上项目{big}个，协议投资{big_money}亿元，其中10亿元以上项目{huge}个。",
        "从产业分布看，工业项目{industry}个，协议投资{industry_money}亿元；现代服务业项目{service}个；农业产业化项目{farm}个。",
        "从资金来源看，来自广东的项目{gd}个，来自浙江的项目{zj}个，来自江苏的项目{js}个。",
        "从履约情况看，{last}年以来签约的项目中，已注册公司{registered}个，开工{started}个，开工率{rate}%，投产{produced}个。",
        "存在的主要问题：一是在谈项目储备不足，亿元以上线索偏少；二是部分乡镇外出招商频次不够；三是个别项目用地报批滞后。",
        "下一步，各单位要对照目标倒排任务，对排名靠后的将由{unit}招商引资工作领导小组约谈。",
    ),
    (
        "记者从{county}招商服务中心获悉，{year}年{period}，{all}招商引资保持稳中有进，签约项目{signed}个，总投资{contracted}亿元。",
        "其中，{chain}产业签约项目{industry}个、投资{industry_money}亿元，成为拉动增长的主力。",
        "外出招商方面，{unit}领导带队外出{trips}批次，拜访企业{visited}家；接待来访客商{received_guests}批次。",
        "{month}，{all}在建招商项目{building}个，当期开工{started}个、投产{produced}个，实际到位资金{received}亿元，同比增长{up}%。",
        "分园区看，{zone}签约{zone_signed}个，占全部签约项目的一半以上；其余分布在{n:6-11}个乡镇。",
        "业内人士分析，签约数量增幅收窄，说明当地正在由重数量转向重质量，后续还要看项目的开工兑现。",
        "据介绍，下一阶段将重点抓好已签约项目的注册和进场，力争到年底在建项目全部纳入统计库。",
    ),
    (
        "{year}年{period}{all}招商引资主要指标如下：",
        "指标\t数量\t同比增幅",
        "新签约项目（个）\t{signed}\t{up}%",
        "协议投资额（亿元）\t{contracted}\t{up2}%",
        "实际到位资金（亿元）\t{received}\t{up3}%",
        "新开工项目（个）\t{started}\t{up4}%",
        "新投产项目（个）\t{produced}\t{up5}%",
        "从上表看，签约和到位两项指标增长较快，投产项目受设备交付影响增速偏低。",
        "分季节看，年初受春节假期影响，外出招商频次较低，三月以后逐步回升；{trips}批次的外出招商中，由{unit}领导带队的约占三分之一。",
        "上述数据由各乡镇和{zone}按月上报，经{unit}统计、商务部门会审。重点项目以合同、验资报告和现场照片为准，意向性协议不计入。",
        "通报要求，各单位对本期数据有异议的，请于{n:3-7}个工作日内书面反馈，逾期视为认可。对弄虚作假的，一经查实，取消当年评先资格。",
    ),
)
