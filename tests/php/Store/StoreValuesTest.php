<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Store;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Product;
use SorsApi\Store\Group;
use SorsApi\Store\Gtin;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Text;
use SorsApi\Sync\Catalog\CatalogRules;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** Values on their way into the shop. */
final class StoreValuesTest extends TestCase {

	public function lines(): array {
		return [
			[ 'Cev 1/2" <inox>', 'Cev 1/2&quot; &lt;inox&gt;' ],
			// As it is: a search for it finds it.
			[ "A & B's", "A &amp; B's" ],
			[ 'već &amp; tu', 'već &amp;amp; tu' ],
			[ 'C:\\put', 'C:&#092;put' ],
			[ "  dva\t\n reda ", 'dva reda' ],
			[ "\x07zvono", 'zvono' ],
			[ 'Шраф čćžšđ 😀', 'Шраф čćžšđ 😀' ],
		];
	}

	/** @dataProvider lines */
	public function testTextIsStoredHarmlessAndReadAsItWas( string $plain, string $stored ): void {
		self::assertSame( $stored, Text::line( $plain ) );
		self::assertSame( Text::cleanLine( $plain ), Text::plain( $stored ) );
		self::assertTrue( Text::isLine( $stored, $plain ) );
	}

	public function titles(): array {
		return [
			// As WordPress stores what a person types: the editor shows it so.
			[ 'Cev 1/2" R&D & sin', 'Cev 1/2" R&D & sin' ],
			[ 'Cev <inox> 3 < 4 > 2', 'Cev &lt;inox&gt; 3 &lt; 4 &gt; 2' ],
			// What would be read as something else.
			[ 'već &amp; tu &lt;b&gt; &#60; &#x3C; &AMP;', 'već &amp;amp; tu &amp;lt;b&amp;gt; &amp;#60; &amp;#x3C; &amp;AMP;' ],
			[ '&&lt; &amp &;', '&&amp;lt; &amp &;' ],
			[ 'C:\\put', 'C:&#092;put' ],
			[ '50%20 100%', '50&#037;20 100%' ],
			[ "  dva\t\n \x07reda ", 'dva reda' ],
		];
	}

	/** @dataProvider titles */
	public function testATitleIsStoredAsAPersonTypesItAndReadAsItWas( string $plain, string $stored ): void {
		self::assertSame( $stored, Text::title( $plain ) );
		self::assertSame( Text::cleanLine( $plain ), Text::plain( $stored ) );
		self::assertTrue( Text::isLine( $stored, $plain ) );
		self::assertTrue( Text::isLine( Text::line( $plain ), $plain ) );
	}

	public function testTextIsTheSameHoweverAnAdministratorTypedIt(): void {
		self::assertTrue( Text::isLine( 'A & B', 'A & B' ) );
		self::assertTrue( Text::isLine( 'A &#8211; B', 'A – B' ) );
		self::assertFalse( Text::isLine( 'A & B', 'A &amp; B' ) );
		self::assertTrue( Text::isBlock( "prvi\r\ndrugi", "prvi\ndrugi" ) );
		self::assertFalse( Text::isBlock( 'prvi drugi', "prvi\ndrugi" ) );
		self::assertSame( '50&#037;20 100% [a]', Text::line( '50%20 100% [a]' ) );
		self::assertSame( '50%20 &#091;a]', Text::block( '50%20 [a]' ) );
	}

	public function testGtin(): void {
		foreach ( [ '4006381333931', '96385074', '036000291452', '10614141000415' ] as $valid ) {
			self::assertSame( $valid, Gtin::valid( $valid ) );
		}
		self::assertSame( '4006381333931', Gtin::valid( ' 400-6381 333931 ' ) );
		foreach ( [ '', '4006381333930', '123', '0000000000000', 'ABC', '40063813339310000' ] as $invalid ) {
			self::assertNull( Gtin::valid( $invalid ), $invalid );
		}
	}

	public function testAnotherTaxClassWithTheSameRateIsTheOwners(): void {
		$classes = static fn( array $chosen ): TaxClasses => new TaxClasses( $chosen, [ '' => 'Standard', 'knjige' => 'Knjige', 'reduced-rate' => 'Reduced rate' ], static fn( string $class ): string => [ '' => '20', 'knjige' => '10.0000', 'reduced-rate' => '10' ][ $class ] );
		self::assertSame( [ null, null, 'reduced-rate', '', 'reduced-rate' ], array_map( static fn( array $case ): ?string => $classes( [] )->inPlaceOf( ...$case ), [ [ 'reduced-rate', '10' ], [ 'knjige', '10' ], [ '', '10' ], [ 'knjige', '20' ], [ 'gone', '10' ] ] ) );
		self::assertNull( $classes( [] )->inPlaceOf( '', null ) );
		self::assertSame( 'knjige', $classes( [ '10' => 'knjige' ] )->inPlaceOf( 'reduced-rate', '10' ), 'The owner chose one for the rate.' );
	}

	public function testTaxClasses(): void {
		$classes = new TaxClasses( [ '10' => 'snizena' ], [ '' => 'Standard', 'snizena' => 'Snižena', 'zero-rate' => 'Zero rate' ], static fn(): string => '0' );
		self::assertSame( [ '', 'snizena', 'zero-rate', null, null ], array_map( [ $classes, 'forRate' ], [ '20.00', '10', '0', '8', null ] ) );
		self::assertSame( [ 'Snižena', 'gone' ], array_map( [ $classes, 'name' ], [ 'snizena', 'gone' ] ) );
		self::assertNull( ( new TaxClasses( [ '20' => 'gone' ], [ '' => 'Standard' ], static fn(): string => '0' ) )->forRate( '20' ) );
		self::assertNull( ( new TaxClasses( [], [], static fn(): string => '0' ) )->forRate( '20' ), 'taxes are off' );
	}

	public function testParentsComeFirstAndCirclesEnd(): void {
		$groups = $this->groups( [ 'c' => 'b', 'b' => 'a', 'a' => '', 'x' => 'y', 'y' => 'x', 'lost' => 'nowhere', 'self' => 'self' ] );
		$order  = [];
		foreach ( Group::parentsFirst( $groups ) as [ $group, $parent ] ) {
			$order[ $group->groupId ] = null === $parent ? null : $parent->groupId;
			self::assertTrue( null === $parent || isset( $order[ $parent->groupId ] ) || array_key_exists( $parent->groupId, $order ) );
		}
		self::assertSame( [ 'a' => null, 'b' => 'a', 'c' => 'b', 'y' => null, 'x' => 'y', 'lost' => null, 'self' => null ], $order );
	}

	public function testCategories(): void {
		$groups              = $this->groups( [ 'g1' => '', 'g2' => '', 'new' => '' ] );
		$groups['g1']->termId = 11;
		$groups['g2']->termId = 12;
		$map                  = new CatalogRules( Shop::settings(), new TaxClasses( [], [], static fn(): string => '0' ), $groups, 1 );
		self::assertSame( [ 5, 11, 13 ], $map->wanted( [ 5, 12, 13 ], [ 12 ], [ $groups['g1'] ] ), 'the owner’s stay, ours goes' );
		self::assertSame( [ 11, 12 ], $map->wanted( [ 1 ], [], [ $groups['g1'], $groups['g2'] ] ), 'the stopgap goes' );
		self::assertSame( [ 1 ], $map->wanted( [ 11 ], [ 11 ], [] ) );
		self::assertNull( $map->wanted( [], [], [ $groups['g1'], $groups['new'] ] ), 'has no category yet' );
		self::assertSame( 'Akcija, g1', $map->describe( [ 1 => 'Razno', 5 => 'Akcija', 11 => 'Boje', 12 => 'g2' ], [ 12 ], [ $groups['g1'] ] ) );
		self::assertSame( [], $map->categoryGroups( new Product( [ 'code' => 'A', 'groupId' => 'unknown' ] ), [] ) );
	}

	/**
	 * @param array<string, string> $parents Id => id of its parent.
	 *
	 * @return array<string, Group>
	 */
	private function groups( array $parents ): array {
		$groups = [];
		foreach ( $parents as $id => $parent ) {
			$groups[ $id ] = new Group(
				[
					'id'                => '1',
					'group_id'          => $id,
					'parent_id'         => $parent,
					'name'              => $id,
					'seen_run_id'       => '1',
					'term_id'           => '0',
					'applied_name'      => '',
					'applied_parent_id' => '',
					'applied_parent_term' => '0',
					'left_alone'        => '0',
				]
			);
		}
		return $groups;
	}
}
