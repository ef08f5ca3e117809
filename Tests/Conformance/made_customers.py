"""Made data sets for new pipelines: texts with commas, quotes and umlauts, missing cells, and a label that follows from them."""
import csv
import datetime
import random

CITIES = ["Zürich", 'Saint-Denis, "93"', "São Paulo", "東京", "Łódź"]
PLANS = ["basic", "family, shared", "office"]


def customers(seed, count):
    """Rows of customers, of whom some leave; the header line first. The label is `churned`: yes or no."""
    random_source = random.Random(seed)
    rows = [["customer", "city", "plan", "age", "monthly_fee", "support_calls", "since", "churned"]]
    for number in range(count):
        city, plan = random_source.choice(CITIES), random_source.choice(PLANS)
        age, fee = random_source.randint(18, 80), round(random_source.lognormvariate(3, 0.5), 2)
        calls = min(9, int(random_source.expovariate(0.7)))
        since = datetime.date(2015, 1, 1) + datetime.timedelta(days=random_source.randrange(3000))
        leaving = 1.6 * (calls - 1.4) + 2 * (plan == "basic") - 1.5 * (city == "東京") + 0.05 * (fee - 22) - 0.02 * (age - 45)
        churned = "yes" if leaving + random_source.gauss(0, 1) > 1.2 else "no"
        cells = [f"C-{number:05}", city, plan, age, fee, calls, since.isoformat(), churned]
        for column, part in ((1, 0.05), (3, 0.1), (4, 0.03)):
            if random_source.random() < part:
                cells[column] = ""
        rows.append(cells)
    return rows


def with_scores(seed, count):
    """The same customers with a number to predict, and names of columns with blanks and commas."""
    random_source = random.Random(seed)
    rows = customers(seed, count)
    value = lambda row: 12_000 + 150 * float(row[4] or 22) - 900 * row[5] + 2_000 * (row[2] == "office") + random_source.gauss(0, 300)
    header = ["customer", "city", "plan", "age", "monthly fee, CHF", "support calls", "since", "lifetime value"]
    return [header] + [row[:-1] + [round(value(row), 2)] for row in rows[1:]]


def with_segments(seed, count):
    """The same customers in three segments, `segment`: of their plan and their fee."""
    rows = customers(seed, count)
    segment = lambda row: "Büro, groß" if row[2] == "office" else "teuer" if float(row[4] or 0) > 20 else "günstig"
    return [rows[0][:-1] + ["segment"]] + [row[:-1] + [segment(row)] for row in rows[1:]]


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
