/// A profile to fill in, which checks and runs as it stands.
enum EmployerExample {
  /// The text of the profile.
  static let text = """
    profile our-firm
        title "Our firm, made up until it is filled in"
        note "Put your own figures in; every line may be changed. Check it with `cofund check`."
        on 2027-09-01
        draws 10,000
        seed 1
        uses htq-evidence
        employer
            employer.nation is England
            employer.region is West-Midlands
            employer.headcount is 60
            employer.pay-level is 1
            employer.pay-bill is £2.4 million per year
            employer.english-share is 100%
            employer.allowance-share is 100%
            employer.training-budget is £20,000
            levy-account.balance is £0
        staff 3 as technicians
            learner.nation is England
            learner.region is West-Midlands
            learner.status is employed
            learner.apprentice is no
            learner.protected is no
            learner.age varies uniform with low 20 years and high 40 years
            learner.sex is female
            learner.highest is level-3
            learner.earnings is £30,000 per year
            learner.prior-support is £0
            learner.taste is 0
            takes certificate
        offer certificate
            course.product is full-course
            course.sector is medtech
            course.level is 4
            course.credits is 120 credits
            course.hours is 1,200 hours
            course.fee is £6,800
            course.release-wages is £10,480
            course.in-person is yes
            course.htq is yes
            starts each 1 September
            lasts 24 months
            leads towards hnc
            paid monthly over its length
        compare england-2027 with aligned, devolved-fund, half-and-half
    """ + "\n"
}
