/// The places of the made rides. Centres are public geography; shares are set by hand after what is commonly
/// known.
enum NewYork {
  static let places = manhattan + boroughs + airports

  private static let manhattan = [
    Place("Battery", .manhattan, at: (-74.0135, 40.7060), spread: 0.4, rides: (230, 250)),
    Place("Tribeca", .manhattan, at: (-74.0085, 40.7185), spread: 0.45, rides: (290, 290)),
    Place("Chinatown", .manhattan, at: (-73.9970, 40.7160), spread: 0.4, rides: (130, 170)),
    Place("SoHo", .manhattan, at: (-74.0000, 40.7245), spread: 0.4, rides: (440, 380)),
    Place("Lower East Side", .manhattan, at: (-73.9880, 40.7200), spread: 0.35, rides: (250, 250)),
    Place("West Village", .manhattan, at: (-74.0035, 40.7345), spread: 0.45, rides: (520, 420)),
    Place("Union Square", .manhattan, at: (-73.9910, 40.7350), spread: 0.4, rides: (560, 450)),
    Place("East Village", .manhattan, at: (-73.9855, 40.7285), spread: 0.4, rides: (470, 410)),
    Place("Chelsea", .manhattan, at: (-74.0005, 40.7450), spread: 0.5, rides: (540, 450)),
    Place("Flatiron", .manhattan, at: (-73.9890, 40.7420), spread: 0.4, rides: (560, 470)),
    Place("Gramercy", .manhattan, at: (-73.9815, 40.7380), spread: 0.4, rides: (370, 360)),
    Place("Penn Station", .manhattan, at: (-73.9925, 40.7505), spread: 0.35, rides: (560, 480)),
    Place("Murray Hill", .manhattan, at: (-73.9785, 40.7475), spread: 0.4, rides: (480, 460)),
    Place("Hell's Kitchen", .manhattan, at: (-73.9920, 40.7625), spread: 0.45, rides: (330, 340)),
    Place("Times Square", .manhattan, at: (-73.9855, 40.7580), spread: 0.35, rides: (640, 560)),
    Place("Grand Central", .manhattan, at: (-73.9755, 40.7530), spread: 0.35, rides: (590, 560)),
    Place("Midtown East", .manhattan, at: (-73.9700, 40.7575), spread: 0.45, rides: (560, 540)),
    Place("Columbus Circle", .manhattan, at: (-73.9815, 40.7665), spread: 0.4, rides: (480, 420)),
    Place("Plaza", .manhattan, at: (-73.9725, 40.7635), spread: 0.4, rides: (510, 460)),
    Place("Lincoln Square", .manhattan, at: (-73.9835, 40.7755), spread: 0.45, rides: (400, 370)),
    Place("Lenox Hill", .manhattan, at: (-73.9610, 40.7680), spread: 0.5, rides: (530, 510)),
    Place("Upper West Side", .manhattan, at: (-73.9765, 40.7855), spread: 0.55, rides: (470, 460)),
    Place("Upper East Side", .manhattan, at: (-73.9555, 40.7765), spread: 0.55, rides: (590, 590)),
    Place("Carnegie Hill", .manhattan, at: (-73.9510, 40.7845), spread: 0.45, rides: (320, 330)),
    Place("Manhattan Valley", .manhattan, at: (-73.9680, 40.7980), spread: 0.5, rides: (220, 270)),
    Place("East Harlem", .manhattan, at: (-73.9415, 40.7955), spread: 0.6, rides: (80, 190)),
    Place("Harlem", .manhattan, at: (-73.9530, 40.8095), spread: 0.8, rides: (110, 310)),
    Place("Washington Heights", .manhattan, at: (-73.9410, 40.8400), spread: 1.2, rides: (30, 240)),
  ]

  private static let boroughs = [
    Place("Williamsburg", .boroughs, at: (-73.9570, 40.7140), spread: 0.8, rides: (110, 320)),
    Place("Greenpoint", .boroughs, at: (-73.9520, 40.7290), spread: 0.6, rides: (30, 90)),
    Place("Brooklyn Heights", .boroughs, at: (-73.9900, 40.6930), spread: 0.7, rides: (110, 210)),
    Place("Park Slope", .boroughs, at: (-73.9800, 40.6730), spread: 0.9, rides: (80, 230)),
    Place("Fort Greene", .boroughs, at: (-73.9690, 40.6880), spread: 0.9, rides: (50, 160)),
    Place("Bushwick", .boroughs, at: (-73.9250, 40.6960), spread: 1.2, rides: (20, 150)),
    Place("South Brooklyn", .boroughs, at: (-73.9750, 40.6250), spread: 2.6, rides: (15, 330)),
    Place("Long Island City", .boroughs, at: (-73.9430, 40.7470), spread: 0.8, rides: (60, 240)),
    Place("Astoria", .boroughs, at: (-73.9210, 40.7650), spread: 0.9, rides: (60, 260)),
    Place("Jackson Heights", .boroughs, at: (-73.8850, 40.7480), spread: 1.3, rides: (35, 330)),
    Place("Forest Hills", .boroughs, at: (-73.8480, 40.7240), spread: 2.0, rides: (25, 420)),
    Place("Flushing", .boroughs, at: (-73.8200, 40.7600), spread: 2.0, rides: (8, 210)),
    Place("Bronx", .boroughs, at: (-73.9000, 40.8450), spread: 2.4, rides: (10, 330)),
    Place("Hudson County", .newJersey, at: (-74.0430, 40.7330), spread: 1.6, rides: (4, 60)),
  ]

  private static let airports = [
    Place("LaGuardia", .laGuardia, at: (-73.8715, 40.7735), spread: 0.35, rides: (230, 150)),
    Place("Kennedy", .kennedy, at: (-73.7825, 40.6445), spread: 0.45, rides: (180, 95)),
    Place("Newark", .newark, at: (-74.1805, 40.6905), spread: 0.4, rides: (2, 18)),
  ]
}
