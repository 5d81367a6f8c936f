<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Counterparts;

use SorsApi\Admin\UserCustomer;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\OtherContract;

'cli' === PHP_SAPI || exit;

/** The daily reading of the discounts, where SORS answers for some and not for others. @group real-store */
final class LinkedCustomersTest extends OutboxTestCase {

	private const CODES = [ 'K-1', 'K-2', 'K-3' ];

	private array $users = [];

	protected function setUp(): void {
		parent::setUp();
		foreach ( self::CODES as $code ) {
			$this->patch( [ 'do' => 'addCustomer', 'customer' => [ 'code' => $code, 'name' => $code, 'type' => 'company', 'discountPercent' => 10 ] ] );
			$user = $this->loginAsCustomer();
			self::assertNull( $this->services->linkedCustomers()->link( $user, $code ) );
			$this->patch( [ 'do' => 'setCustomer', 'code' => $code, 'set' => [ 'discountPercent' => 0 ] ] );
			update_user_meta( $user, LinkedCustomers::meta(), [ 'checkedAt' => time() - DAY_IN_SECONDS ] + (array) LinkedCustomers::of( $user ) );
			$this->users[] = $user;
		}
	}

	public function answersForOne(): array {
		return [
			'a refusal'         => [ [ 'kind' => 'status', 'status' => 400 ] ],
			'not found'         => [ [ 'kind' => 'status', 'status' => 404 ] ],
			'nothing readable'  => [ [ 'kind' => 'html' ] ],
			'another address'   => [ [ 'kind' => 'html', 'status' => 404 ] ],
		];
	}

	/** @dataProvider answersForOne */
	public function testOneOfWhomSorsSaysNothingUsefulStopsNoOther( array $answer ): void {
		$this->fault( 'listCustomers', $answer );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '10', '', '' ], $this->percents() );
		$asked = $this->sors->count();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( $asked, $this->sors->count(), 'Not at once.' );
		$this->letTheWaitBeOver();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '', '', '' ], $this->percents() );
		self::assertSame( $asked + 1, $this->sors->count(), 'The others were read.' );
	}

	public function testOneThatIsNeverAnsweredIsAskedForTwiceADay(): void {
		$this->fault( 'listCustomers', [ 'kind' => 'status', 'status' => 404 ] );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		$this->fault( 'listCustomers', [ 'kind' => 'status', 'status' => 404 ] );
		$this->letTheWaitBeOver();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		$asked = $this->sors->count();
		$this->letTheWaitBeOver();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ [ '10', '', '' ], $asked, true ], [ $this->percents(), $this->sors->count(), get_option( LinkedCustomers::OPTION )['done'] ] );
	}

	public function answersForAll(): array {
		return [
			'an outage'         => [ [ 'kind' => 'status', 'status' => 503 ] ],
			'silence'           => [ [ 'kind' => 'cut', 'when' => 'before' ] ],
			'the key is wrong'  => [ [ 'kind' => 'status', 'status' => 401 ] ],
			'the key may not'   => [ [ 'kind' => 'status', 'status' => 403 ] ],
			'too many requests' => [ [ 'kind' => 'status', 'status' => 429 ] ],
		];
	}

	/** @dataProvider answersForAll */
	public function testWhatConcernsAllStopsTheRoundUntilLater( array $answer ): void {
		$this->fault( 'listCustomers', $answer, 9 );
		$asked = $this->sors->count();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '10', '10', '10' ], $this->percents() );
		self::assertArrayNotHasKey( 'missed', get_option( LinkedCustomers::OPTION ) );
		self::assertLessThan( $asked + 3, $this->sors->count(), 'No other was asked for.' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->letTheWaitBeOver();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '', '', '' ], $this->percents() );
	}

	public function testWithoutTheFieldNobodyHasADiscountNothingIsLostAndTheUsersPageSaysWhy(): void {
		$less      = OtherContract::api( [ 'entities.customer.discountPercent' ] );
		$customers = new LinkedCustomers( $less );
		$asked     = $this->sors->count();
		$customers->refreshIfDue( 5 );
		self::assertSame( [ '', '', '' ], $this->percents() );
		self::assertSame( $asked, $this->sors->count() );
		self::assertSame( [ 'K-1', 'K-1', '10' ], [ LinkedCustomers::of( $this->users[0] )['code'], LinkedCustomers::of( $this->users[0] )['name'], LinkedCustomers::of( $this->users[0] )['percent'] ] );
		$this->loginAsAdmin();
		$page = $this->page( $customers, $this->users[0] );
		self::assertStringContainsString( 'K-1: SORS does not say what discount its customers have, so none is given.', $page );
		self::assertStringContainsString( 'The last one it named was 10 %', $page );

		$new = $this->loginAsCustomer();
		self::assertNull( $customers->link( $new, 'K-2' ) );
		self::assertSame( [ '', 'K-2' ], [ LinkedCustomers::percent( $new ), LinkedCustomers::of( $new )['name'] ] );
		$none = $this->loginAsCustomer();
		$this->loginAsAdmin();
		self::assertStringNotContainsString( 'The last one', $this->page( $customers, $new ) );
		self::assertStringContainsString( 'so none is given', $this->page( $customers, $none ) );

		$this->patch( [ 'do' => 'setCustomer', 'code' => 'K-1', 'set' => [ 'discountPercent' => 12 ] ] );
		update_option( LinkedCustomers::OPTION, [ 'begunAt' => time() - DAY_IN_SECONDS ] + (array) get_option( LinkedCustomers::OPTION ) );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( '12', LinkedCustomers::percent( $this->users[0] ), 'SORS says it again.' );
		self::assertStringContainsString( '12 % discount in SORS', $this->page( $customers, $this->users[0] ) );
	}

	public function testTheSettingsKnowWhetherSorsHasTheField(): void {
		self::assertTrue( $this->restOk( 'GET', 'settings' )['shop']['customerDiscounts'] );
		self::assertFalse( OtherContract::api( [ 'entities.customer.discountPercent' ] )->tellsDiscounts() );
	}

	private function page( LinkedCustomers $customers, int $user ): string {
		return self::printed( static fn() => ( new UserCustomer( $customers ) )->show( get_userdata( $user ) ) );
	}

	private function letTheWaitBeOver(): void {
		$quarter = 15 * MINUTE_IN_SECONDS;
		update_option( LinkedCustomers::OPTION, [ 'retryAt' => time(), 'begunAt' => time() - $quarter ] + (array) get_option( LinkedCustomers::OPTION ) );
	}

	private function percents(): array {
		return array_map( [ LinkedCustomers::class, 'percent' ], $this->users );
	}
}
