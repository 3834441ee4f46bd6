//! Roll-ups: never better than their worst part, and shares that say what they are a share of.

use proptest::prelude::*;

use crate::model::State;
use crate::view::status::Tally;
use crate::vocabulary::Vocabulary;

fn any_part() -> impl Strategy<Value = (State, bool)> {
    (0..State::WORDS.len(), any::<bool>()).prop_map(|(at, expired)| {
        let state = State::WORDS[at].1;
        (state, expired && state == State::NotAssessed)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_whole_is_as_good_as_its_worst_part(parts in proptest::collection::vec(any_part(), 0..12)) {
        let tally = Tally::of(parts.clone());
        let counting: Vec<State> = parts.iter().map(|(state, _)| *state).filter(|state| *state != State::NotApplicable).collect();
        for state in &counting {
            prop_assert!(tally.state().weight() >= state.weight());
        }
        prop_assert!(counting.is_empty() == (tally.state() == State::NotApplicable));
        prop_assert!(counting.is_empty() || counting.contains(&tally.state()));
    }

    #[test]
    fn one_more_part_never_makes_it_better(parts in proptest::collection::vec(any_part(), 0..12), more in any_part()) {
        let before = Tally::of(parts.clone());
        let after = Tally::of(parts.into_iter().chain([more]));
        prop_assert!(after.state().weight() >= before.state().weight());
        // What is met raises the share, what is left out leaves it, everything else lowers it.
        if let (Some(before), Some(after)) = (before.percent(), after.percent()) {
            prop_assert!(more.0 == State::Met || after <= before);
        }
    }

    #[test]
    fn a_roll_up_of_roll_ups_is_that_of_all_parts(groups in proptest::collection::vec(proptest::collection::vec(any_part(), 0..5), 0..5)) {
        let whole = Tally::of(groups.iter().flatten().copied());
        let of_groups = Tally::of(groups.into_iter().map(|parts| (Tally::of(parts).state(), false)));
        prop_assert_eq!(whole.state(), of_groups.state());
    }

    #[test]
    fn counts_add_up(parts in proptest::collection::vec(any_part(), 0..12)) {
        let tally = Tally::of(parts.clone());
        let sum: usize = State::WORDS.iter().map(|(_, state)| tally.count(*state)).sum();
        prop_assert_eq!((sum, tally.all), (parts.len(), parts.len()));
        prop_assert_eq!(tally.applicable, tally.all - tally.not_applicable);
        prop_assert!(tally.percent().is_none_or(|percent| percent <= 100 && (percent < 100 || tally.met == tally.applicable)));
    }
}

#[test]
fn shares_and_counts_are_said_in_words() {
    use State::{Met, NotApplicable, NotAssessed, NotMet, RiskAccepted};
    let tally = Tally::of([(Met, false), (NotAssessed, true), (NotAssessed, false), (NotApplicable, false), (RiskAccepted, false), (NotMet, false)]);
    assert_eq!(tally.share(), "1 of 5 met (20 %)");
    assert_eq!(tally.words(), "1 not met, 2 not assessed (1 ran out), 1 risk accepted, 1 met, 1 not applicable");
    assert_eq!(Tally::of([(NotApplicable, false)]).share(), "nothing applies");
    assert_eq!([Tally::of([(Met, false), (RiskAccepted, false)]).state(), Tally::of([]).state()], [RiskAccepted, NotApplicable]);
}
