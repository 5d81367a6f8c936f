<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Rest\Failure;
use SorsApi\Settings\ApiKey;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;
use SorsApi\Tests\Site\SiteRuns;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class ConnectionRoutesTest extends StoreTestCase {

	public function testAGoodConnectionIsToldAndRemembered(): void {
		$answer = $this->restOk( 'POST', 'connection/test', [ 'database' => 'Demo2' ] );
		self::assertTrue( $answer['ok'], (string) wp_json_encode( $answer ) );
		self::assertNull( $answer['problem'] );
		self::assertIsInt( $answer['latencyMs'] );
		$connection = $this->restOk( 'GET', 'overview' )['connection'];
		self::assertSame( $answer, $connection['lastTest'] );
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $connection['lastTestAt'] );
	}

	public function testARefusedKeyIsAnAnswerOfTheTest(): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		$answer = $this->restOk( 'POST', 'connection/test', [ 'database' => 'Demo2' ] );
		self::assertFalse( $answer['ok'] );
		self::assertSame( 'key_refused', $answer['problem']['code'] );
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$decisions = $this->restOk( 'GET', 'overview' )['decisions'];
		self::assertSame( [ 'connection_failed', $answer['problem']['message'] ], [ $decisions[0]['code'], $decisions[0]['message'] ] );
	}

	public function testAnotherDatabaseThatIsOnlyTriedSaysNothingOfTheChosenOne(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$good = $this->restOk( 'POST', 'connection/test' );
		self::assertFalse( $this->restOk( 'POST', 'connection/test', [ 'database' => 'NoSuchBase' ] )['ok'] );
		$overview = $this->restOk( 'GET', 'overview' );
		self::assertSame( $good, $overview['connection']['lastTest'] );
		self::assertNotContains( 'connection_failed', array_column( $overview['decisions'], 'code' ) );

		$this->restOk( 'PUT', 'settings', [ 'database' => 'NoSuchBase' ] );
		$this->restOk( 'POST', 'connection/test' );
		self::assertTrue( $this->restOk( 'POST', 'connection/test', [ 'database' => 'Demo2' ] )['ok'] );
		self::assertContains( 'connection_failed', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ), 'nor does a good one' );
	}

	public function testAFailedTestCountsNoMoreOnceARunThatBeganLaterWentWell(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		$run = SiteRuns::toEnd( 'catalog' );
		self::assertSame( 'succeeded', $run->state );
		self::failedTest( 'unreachable', 'No answer.' );
		self::assertArrayHasKey( 'connection_failed', $this->decisions(), 'That run was before it.' );
		self::setRun( [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() + 60 ) ] );
		self::assertArrayNotHasKey( 'connection_failed', $this->decisions() );
		$connection = $this->restOk( 'GET', 'overview' )['connection'];
		self::assertSame( [ [ 'ok' => true, 'latencyMs' => null, 'problem' => null ], $run->toArray()['updatedAt'] ], [ $connection['lastTest'], $connection['lastTestAt'] ] );
		self::setRun( [ 'kind' => 'images' ] );
		self::assertArrayHasKey( 'connection_failed', $this->decisions(), 'Where all have their pictures, SORS is asked for none.' );
		self::setRun( [ 'kind' => 'catalog', 'state' => 'failed' ] );
		self::assertArrayHasKey( 'connection_failed', $this->decisions() );
		self::setRun( [ 'state' => 'succeeded', 'database_name' => 'Another' ] );
		self::assertArrayHasKey( 'connection_failed', $this->decisions() );
	}

	public function testNorOnceADocumentWasAccepted(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		self::failedTest( 'unreachable', 'No answer.' );
		$entry   = OutboxTable::ensure( 1, OutboxEntry::ROLE_SALE, 0, 1 );
		$later   = ( time() + 60 ) * 1000000;
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::SENT, 'database_name' => 'Demo2', 'acknowledged_by' => OutboxEntry::BY_OWNER, 'acknowledged_at' => $later ] );
		self::assertArrayHasKey( 'connection_failed', $this->decisions(), 'A person said so: SORS was not asked.' );
		OutboxTable::update( $entry->id, [ 'acknowledged_by' => OutboxEntry::BY_DOCUMENT ] );
		self::assertArrayNotHasKey( 'connection_failed', $this->decisions() );
		OutboxTable::update( $entry->id, [ 'acknowledged_at' => $later - 120 * 1000000 ] );
		self::assertArrayHasKey( 'connection_failed', $this->decisions() );
	}

	public function testWithoutADatabaseTheChosenOneIsTested(): void {
		$this->restOk( 'PUT', 'settings', [ 'database' => 'NoSuchBase' ] );
		$answer = $this->restOk( 'POST', 'connection/test' );
		self::assertSame( 'unknown_database', $answer['problem']['code'] );
	}

	public function testDatabasesAreListedTheNewestFirst(): void {
		$answer = $this->restOk( 'GET', 'databases' );
		self::assertTrue( $answer['listed'] );
		$years = array_column( $answer['items'], 'year' );
		$sorted = $years;
		rsort( $sorted );
		self::assertSame( $sorted, $years );
		self::assertContains( 'Demo2', array_column( $answer['items'], 'name' ) );
	}

	public function testBusinessUnitsNeedADatabase(): void {
		$response = $this->restAsAdmin( 'GET', 'business-units' );
		self::assertSame( [ 409, 'sors_no_database' ], [ $response->get_status(), $response->get_data()['code'] ] );
	}

	/** @return array<string, array{array<string, mixed>, int, string}> Fault, our status, our code. */
	public function faults(): array {
		return [
			'key refused'   => [ [ 'kind' => 'status', 'status' => 401 ], 424, 'sors_key_refused' ],
			'rate limit'    => [ [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ], 429, 'sors_rate_limited' ],
			'HTML'          => [ [ 'kind' => 'html' ], 424, 'sors_not_json' ],
			'server error'  => [ [ 'kind' => 'status', 'status' => 500 ], 424, 'sors_server_error' ],
			'refusal'       => [ [ 'kind' => 'refuse' ], 424, 'sors_rejected' ],
		];
	}

	/** @dataProvider faults */
	public function testWhatSorsAnswersInsteadIsToldInWords( array $action, int $status, string $code ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'action' => $action ] ] ] );
		$response = $this->restAsAdmin( 'GET', 'business-units', [ 'database' => 'Demo2' ] );
		$data     = $response->get_data();
		self::assertSame( [ $status, $code ], [ $response->get_status(), $data['code'] ], $data['message'] );
		self::assertNotSame( '', $data['message'] );
		self::assertStringNotContainsString( (string) ( new ApiKey() )->value(), (string) wp_json_encode( $data ) );
		if ( 429 === $status ) {
			self::assertSame( 7, $data['data']['retryAfter'] );
		}
	}

	/** Also what nobody has met yet: proxies such as Cloudflare put a page of their own in place of these. */
	public function testNoFailureOfSorsIsToldAsThatOfTheShopsOwnServer(): void {
		$errors = [
			new AuthFailed( 'No.', 'key_refused' ),
			new ContractError( 'No.', 'contract' ),
			ContractError::unsupported( 'listDatabases' ),
			new Malformed( 'No.', 'not_json', 'listDatabases' ),
			new RateLimited( 'No.' ),
			new Rejected( 'No.', 400 ),
			new ReplyLost( 'No.', true ),
			new Unreachable( 'No.' ),
		];
		foreach ( $errors as $error ) {
			$status = Failure::fromException( $error )->get_error_data()['status'];
			self::assertNotContains( $status, [ 502, 504 ], get_class( $error ) );
		}
		$all = array_filter( array_map( static fn( string $file ): string => 'SorsApi\\Sors\\' . basename( $file, '.php' ), (array) glob( dirname( SORS_API_FILE ) . '/includes/Sors/*.php' ) ), static fn( string $class ): bool => is_subclass_of( $class, SorsError::class ) );
		self::assertSame( [], array_diff( $all, array_map( 'get_class', $errors ) ) );
	}

	/** @param array<string, string> $columns Of the only one. */
	private static function setRun( array $columns ): void {
		self::db()->update( Tables::name( Tables::RUNS ), $columns, [ 'kind' => 'catalog' ] );
	}
}
