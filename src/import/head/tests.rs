//! The lines at the top and the bottom of pasted pages, and what each is taken for.

use super::super::blocks;
use super::*;

fn page(text: &str) -> Head {
    let lang = Lang::of(text, None);
    let service = Service::new(&lang);
    let units = blocks::units(text, &|line| service.reason(line).is_some());
    read(units, Given::default(), &lang, "page.txt")
}

fn body(head: &Head) -> Vec<&str> {
    head.parts.iter().map(|p| p.text.as_str()).collect()
}

const FIRST: &str = "The port and the company signed a contract on Monday that both had wanted for a long time.";
const LAST: &str = "The first ship will come in spring, and the harbour master says that he will be there to see it.";

#[test]
fn the_top_of_a_page_is_told_by_its_lines() {
    let text = format!(
        "The Harbour Times\nNews | Ports | Letters | Weather\nPorts\nTwo cranes for one quay\n\
         What the contract says, and what it leaves out\nBy Ama Osei and Jon Reed in Tema\n4 May 2023 · 5 minutes to read\n\
         Share   Print   Save\nThe quay on Monday\nPhoto: A. Mensah\n{FIRST}\n{LAST}\n© 2023 Harbour Times Ltd\n"
    );
    let head = page(&text);
    assert_eq!(head.title, "Two cranes for one quay");
    assert_eq!(head.dek.as_deref(), Some("What the contract says, and what it leaves out"));
    let authors: Vec<&str> = head.authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(authors, ["Ama Osei", "Jon Reed"]);
    assert_eq!(head.published.as_deref(), Some("2023-05-04"));
    assert_eq!(head.outlet.as_deref(), Some("The Harbour Times"));
    assert_eq!(body(&head), [FIRST, LAST]);
}

#[test]
fn short_sentences_stay_and_what_stands_below_goes() {
    let text = format!(
        "A title of some words\n\n{FIRST}\n\n{LAST}\n\nA question of money\n\nThe port pays.\n\nIt rained.\n\n\
         Five ports you should see\n\nThe crane that fell\n\nTags: ports, cranes\n"
    );
    let head = page(&text);
    assert_eq!(body(&head), [FIRST, LAST, "A question of money", "The port pays.", "It rained."]);
}

#[test]
fn a_release_ends_before_its_standing_texts() {
    let about = "Harbour Works is a maker of cranes with four plants. It was founded in 1921 and has 900 workers.";
    let release = |head: &str| format!("Harbour Works sells two cranes\n\n{FIRST}\n\n{LAST}\n\n{head}\n\n{about}\n");
    assert_eq!(body(&page(&release("About Harbour Works"))), [FIRST, LAST]);
    // The heading of a part begins so too.
    assert_eq!(body(&page(&release("About nets and cables"))), [FIRST, LAST, "About nets and cables", about]);
}

#[test]
fn days_that_head_the_parts_of_a_chronicle_are_its_own() {
    let text = format!(
        "A chronicle of the quay\n\n2 May 2019\n\n{FIRST}\n\n14 June 2020\n\n{LAST}\n\n3 March 2021\n\n\
         The quay was closed on the orders of the court, and the cranes were sold to another port.\n"
    );
    let head = page(&text);
    assert_eq!(head.published, None);
    assert_eq!(body(&head).len(), 6);
}

#[test]
fn a_text_without_full_stops_is_no_furniture() {
    let bare = [FIRST, LAST].map(|text| text.trim_end_matches('.').to_string());
    let text =
        format!("A title of some words\n\n{0} and again\n\n{1} once\n\n{0} for ever\n\n{1} twice\n", bare[0], bare[1]);
    assert_eq!(page(&text).parts.len(), 4);
}

#[test]
fn a_label_takes_along_what_it_leads_to() {
    let text =
        format!("A title of some words\n\n{FIRST}\n\nRead more\nThe crane that fell\nWho owns the sea?\n\n{LAST}\n");
    assert_eq!(body(&page(&text)), [FIRST, LAST]);
}
